using System.Security.Cryptography;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Pipelines;
using ChatOps.Slack.Blocks;
using ChatOps.Slack.Client;

namespace ChatOps.Slack.FrontDoor;

/// <summary>Turns what Slack delivers into the bot's requests. The same for HTTP and for Socket Mode.</summary>
internal sealed partial class Intake(Answering answering, Afterwards afterwards, People people, ILogger<Intake> log)
{
    private static readonly Note NoApproval = new("The form could not be opened.", "Nothing was done. Press Approve again.", Tone: NoteTone.Bad);

    private static readonly Note NoForm = new("The form could not be opened.", "Nothing was done. Press Reject again.", Tone: NoteTone.Bad);

    /// <param name="raw">The payload's bytes, which tell one act from another.</param>
    public Task<Outcome> Command(CommandPayload payload, ReadOnlySpan<byte> raw, Delivery delivery)
    {
        if (payload.Command is not ['/', _, ..] || !IsId(payload.UserId) || !IsId(payload.TeamId) || !IsId(payload.ChannelId))
            return Misfit("This is not a slash command: command, user_id, team_id or channel_id is missing.");
        var by = new Person(payload.UserId!, payload.TeamId!, Clean(payload.UserName));
        var origin = OriginOf("command", raw, payload.TriggerId, delivery);
        var request = new AnswerCommand(
            Clean(payload.Command), Clean(payload.Text), by, payload.ChannelId!, Clean(payload.ChannelName), origin);
        return answering.ToCommand(request, delivery);
    }

    /// <param name="raw">The payload's bytes, which tell one act from another.</param>
    public Task<Outcome> Interaction(InteractionPayload payload, ReadOnlySpan<byte> raw, Delivery delivery)
    {
        switch (payload.Type)
        {
            case "block_actions":
                return Click(payload, OriginOf("click", raw, payload.TriggerId, delivery), delivery);
            case "view_submission":
                return Submission(payload, OriginOf("click", raw, payload.TriggerId, delivery), delivery);
            case "view_closed" or "shortcut" or "message_action" or "workflow_step_edit":
                Log.Ignored(log, payload.Type);
                return Task.FromResult(Outcome.Received);
            default:
                return Misfit("This is not an interaction: its type is missing or unknown.");
        }
    }

    /// <summary>Events that change who somebody is, or who is in a group, end what is remembered of them. They may come twice: nothing else follows.</summary>
    public Outcome Event(EventPayload payload)
    {
        if (payload.Event?.Type is "user_change" or "subteam_updated" or "subteam_members_changed" or "subteam_created") people.Forget();
        return Outcome.Received;
    }

    private Task<Outcome> Click(InteractionPayload payload, Origin origin, Delivery delivery)
    {
        if (PersonOf(payload) is not { } by) return Misfit("This click names no person.");
        if (payload.Actions is not [{ } pressed, ..]) return Misfit("This click has no action.");
        if (Buttons.ActionOf(pressed.ActionId) is not { } action)
        {
            Log.Ignored(log, Mrkdwn.Plain(pressed.ActionId, 100));
            return Task.FromResult(Outcome.Received);
        }

        var channel = Clean(payload.Channel?.Id ?? payload.Container?.ChannelId);
        if (Buttons.IsOfNote(action))
        {
            return NoteButtons.TryParse(pressed.Value, out var project, out var subject)
                ? answering.ToClick(new(action, Run: 0, Decision: "", Reason: null, by, channel, origin) { Project = Clean(project), Subject = Clean(subject) }, delivery)
                : Misfit("This button's value is malformed.");
        }

        if (!CardButtons.TryParse(pressed.Value, out var run, out var decision)) return Misfit("This button's value is malformed.");
        var words = ApproveModal.Read(ref decision);
        if (action is not (ButtonAction.Reject or ButtonAction.ApproveInWords)) return answering.ToClick(new(action, run, Clean(decision), null, by, channel, origin), delivery);

        if (string.IsNullOrEmpty(payload.TriggerId)) return Misfit("This click has no trigger, so no form can be opened.");
        var (trigger, title) = (payload.TriggerId, TitleOf(payload, run));
        if (action == ButtonAction.Reject) Open(run, channel, by, NoForm, (chat, ct) => chat.AskForReason(trigger, new(run, decision, channel, title), ct));
        else Open(run, channel, by, NoApproval, (chat, ct) => chat.AskForApproval(trigger, new(run, decision, channel, title, words), ct));
        return Task.FromResult(Outcome.Received);
    }

    private void Open(long run, string channel, Person by, Note otherwise, Func<IChat, CancellationToken, Task> open) => afterwards.Do(async (chat, ct) =>
    {
        try
        {
            await open(chat, ct);
        }
        catch (Exception e) when (e is ChatUnavailableException or ChatRefusedException)
        {
            Log.NoForm(log, run, e.Message);
            if (channel.Length > 0)
                await chat.Whisper(channel, by.Id, otherwise, ct);
        }
    });

    private Task<Outcome> Submission(InteractionPayload payload, Origin origin, Delivery delivery)
    {
        if (PersonOf(payload) is not { } by) return Misfit("This form names no person.");
        if (payload.View is { CallbackId: ApproveModal.CallbackId } approval) return Approval(approval, by, origin, delivery);
        if (payload.View?.CallbackId != ReasonModal.CallbackId)
        {
            Log.Ignored(log, Mrkdwn.Plain(payload.View?.CallbackId, 100));
            return Task.FromResult(Outcome.Received);
        }

        if (ReasonModal.Read(payload.View.PrivateMetadata) is not { } memo) return Misfit("This form does not say what it answers.");
        var field = payload.View.State?.Values?.GetValueOrDefault(ReasonModal.BlockId)?.GetValueOrDefault(ReasonModal.ActionId);
        var reason = Clean(field?.Value).Trim();
        if (reason.Length == 0) return Fault("Please say why: the people who wait for this will read it.");
        if (reason.Length > Limits.Reason) return Fault($"Please say it in {Limits.Reason} characters; these are {reason.Length}.");
        var click = new AcceptClick(ButtonAction.Reject, memo.Run, Clean(memo.Decision), reason, by, memo.Channel, origin);
        return answering.ToClick(click, delivery, ReasonModal.BlockId);
    }

    private static Task<Outcome> Fault(string words) => Task.FromResult<Outcome>(new Outcome.FormFault(ReasonModal.BlockId, words));

    private static Task<Outcome> Misfit(string words) => Task.FromResult<Outcome>(new Outcome.Misfit(words));

    /// <summary>The workspace is the person's own; a payload without it comes from nowhere that could be trusted.</summary>
    private static Person? PersonOf(InteractionPayload payload) =>
        payload.User is { } user && IsId(user.Id) ? new(user.Id!, Clean(user.TeamId), Clean(user.Username ?? user.Name)) : null;

    private static string TitleOf(InteractionPayload payload, long run) =>
        Mrkdwn.Unescape((payload.Message?.Text ?? "").Split('\n')[0]) is { Length: > 0 } title ? title : $"Run {run}";

    /// <summary>A trigger is made anew for every act, so with one in it the payload is the act; without, only the delivery is known.</summary>
    private static Origin OriginOf(string kind, ReadOnlySpan<byte> raw, string? trigger, Delivery delivery) =>
        new($"{kind}:{(string.IsNullOrEmpty(trigger) ? delivery.Id : Convert.ToHexStringLower(SHA256.HashData(raw)))}", delivery.Id);

    private static bool IsId(string? id) => id is { Length: > 0 and <= 64 } && !id.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    /// <summary>No database stores a NUL in text everywhere.</summary>
    private static string Clean(string? text) => text?.Replace('\0', '\uFFFD') ?? "";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Slack sent {What}, which is not ours to handle.")]
        public static partial void Ignored(ILogger log, string? what);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The form for run {Run} could not be opened: {Why}")]
        public static partial void NoForm(ILogger log, long run, string why);
    }
}

/// <summary>One delivery: the signature or the envelope's id that it came with.</summary>
internal sealed record Delivery(string Id);

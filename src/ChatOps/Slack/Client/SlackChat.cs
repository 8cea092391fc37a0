using System.Globalization;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Projects;
using ChatOps.Pipelines;
using ChatOps.Slack.Blocks;

namespace ChatOps.Slack.Client;

/// <summary>Slack, spoken to in the bot's own words.</summary>
internal sealed partial class SlackChat(SlackApi api, People people, TimeProvider time, ILogger<SlackChat> log) : IChat
{
    /// <summary>How far apart our clock and Slack's may be when a message is looked for.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private const int MostPages = 50;

    private readonly Pacer _pacer = new(time, TimeSpan.FromSeconds(1), burst: 3);
    private readonly OneAtATime<MessageAddress> _edits = new();
    private readonly Remembered<string, AuthTest> _self = new(time, TimeSpan.FromHours(1));

    public async Task<Installation> WhoAmI(CancellationToken ct)
    {
        var self = await Self(ct);
        return new(self.TeamId ?? "", self.Team ?? "", self.UserId ?? "");
    }

    public async Task<MessageAddress> Post(string channel, MessageAddress? thread, ChatContent content, string key, CancellationToken ct)
    {
        var drawing = Draw(content);
        await _pacer.Turn(channel, ct);
        var posted = await api.PostMessage(new(channel, drawing.Text, drawing.Blocks, thread?.Id, MessageMetadata.Of(key)), ct);
        return posted.Ts is { Length: > 0 } ts
            ? new(posted.Channel ?? channel, ts)
            : throw new ChatUnavailableException("Slack did not say where it put the message.", mayHaveHappened: true);
    }

    public Task Edit(MessageAddress where, ChatContent content, string key, CancellationToken ct)
    {
        var drawing = Draw(content);
        var message = new UpdateMessage(where.Channel, where.Id, drawing.Text, drawing.Blocks, MessageMetadata.Of(key));
        return _edits.Run(where, () => api.Update(message, ct), ct);
    }

    public async Task<MessageAddress?> Find(string channel, MessageAddress? thread, string key, DateTimeOffset since, CancellationToken ct)
    {
        var self = await Self(ct);
        var oldest = ((since - ClockSkew).ToUnixTimeMilliseconds() / 1000m).ToString("F6", CultureInfo.InvariantCulture);
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var messages = await api.Messages(channel, thread?.Id, oldest, cursor, ct);
            var found = messages.Items?.FirstOrDefault(
                m => IsOurs(m, self) && m.Metadata?.EventType == MessageMetadata.Type && m.Metadata.EventPayload?.Key == key);
            if (found?.Ts is { } ts) return new(channel, ts);
            cursor = messages.ResponseMetadata?.NextCursor;
            if (string.IsNullOrEmpty(cursor)) return null;
        }

        Log.GaveUpLooking(log, channel, MostPages);
        return null;
    }

    public Task Whisper(string channel, string user, Note note, CancellationToken ct)
    {
        var drawing = Draw(note);
        return api.PostEphemeral(new(channel, user, drawing.Text, drawing.Blocks), ct);
    }

    public Task AskForReason(string trigger, ReasonForm form, CancellationToken ct) => api.OpenView(new(trigger, ReasonModal.Of(form)), ct);

    public Task AskForApproval(string trigger, ApprovalForm form, CancellationToken ct) => api.OpenView(new(trigger, ApproveModal.Of(form)), ct);

    public async Task<Standing> StandingOf(Person claimed, IReadOnlyList<PeopleGroup> groups, CancellationToken ct)
    {
        try
        {
            return await people.StandingOf(claimed, (await WhoAmI(ct)).Workspace, groups, ct);
        }
        catch (ChatRefusedException e)
        {
            throw new ChatUnavailableException($"Slack could not say who {claimed.Id} is. {e.Message}", mayHaveHappened: false, inner: e);
        }
    }

    public async Task<IReadOnlyList<Person>> MembersOf(IReadOnlyList<PeopleGroup> groups, CancellationToken ct)
    {
        try
        {
            var workspace = (await WhoAmI(ct)).Workspace;
            return [.. (await people.MembersOf(groups, ct)).Select(id => new Person(id, workspace, id))];
        }
        catch (ChatRefusedException e)
        {
            throw new ChatUnavailableException($"Slack could not say who is in {string.Join(", ", groups.Select(g => g.Name))}. {e.Message}", mayHaveHappened: false, inner: e);
        }
    }

    /// <summary>Metadata can be read, and so repeated, by other apps in the channel.</summary>
    private static bool IsOurs(Message message, AuthTest self) =>
        (message.User is { } user && user == self.UserId) || (message.BotId is { } bot && bot == self.BotId);

    private Task<AuthTest> Self(CancellationToken ct) => _self.Get("", async _ =>
    {
        var self = await api.AuthTest(CancellationToken.None);
        return self is { TeamId.Length: > 0, UserId.Length: > 0 }
            ? self
            : throw new ChatUnavailableException("Slack did not say which workspace this is.", mayHaveHappened: false);
    }, ct);

    private Drawing Draw(ChatContent content) => content switch
    {
        RunCard card => CardBlocks.Of(card, time.GetUtcNow()),
        Note note => NoteBlocks.Of(note),
        _ => throw new ArgumentException($"There is no drawing of {content.GetType().Name}.", nameof(content)),
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Looked through {Pages} pages of {Channel} for a message and gave up.")]
        public static partial void GaveUpLooking(ILogger log, string channel, int pages);
    }
}

using System.Text.Json.Nodes;
using ChatOps.LocalWorkspace.Messages;
using ChatOps.LocalWorkspace.WebApi;

namespace ChatOps.LocalWorkspace.Requests;

/// <summary>Somebody pressed a button or chose from a menu in a message.</summary>
internal sealed class ClickRequest(
    BotClient bot, BotAddress address, Triggers triggers, ResponseUrls responses, MessageBook book, Ephemerals ephemerals, Timestamps timestamps)
{
    public async Task<Outcome> Send(Member member, WorkspaceChannel channel, string ts, Func<Message, ClickTarget?> pressed)
    {
        var message = book.Find(channel.Id, ts) ?? ephemerals.Find(member.Id, channel.Id, ts);
        if (message is null)
            return Outcome.Failed("This message is no longer there.");
        if (pressed(message) is not { } target)
            return Outcome.Failed("This is no longer in the message. It has changed.");

        var payload = Payload(member, channel, message, target).ToJsonString();
        var answer = await bot.Post("slack/action", [new("payload", payload)]);
        return answer.IsGood
            ? new Outcome(Ok: true, answer.Status)
            : Outcome.Failed($"This app is not responding. ({answer.Error})", answer.Status);
    }

    private JsonObject Payload(Member member, WorkspaceChannel channel, Message message, ClickTarget target)
    {
        var isEphemeral = message.OnlyFor is not null;
        var payload = new JsonObject
        {
            ["type"] = "block_actions",
            ["user"] = PayloadParts.User(member),
            ["api_app_id"] = Workspace.App,
            ["token"] = Workspace.VerificationToken,
            ["container"] = new JsonObject
            {
                ["type"] = "message",
                ["message_ts"] = message.Ts,
                ["channel_id"] = channel.Id,
                ["is_ephemeral"] = isEphemeral,
            },
            ["trigger_id"] = triggers.Issue(member.Id),
            ["team"] = PayloadParts.Team(),
            ["enterprise"] = null,
            ["is_enterprise_install"] = false,
            ["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = channel.Name },
            ["state"] = new JsonObject { ["values"] = target.State() },
            ["response_url"] = responses.Issue(
                new ResponsePlace(member.Id, channel.Id, message.Ts, message.IsReply ? message.ThreadTs : null), address.Find()),
            ["actions"] = new JsonArray(target.Action(timestamps.Next())),
        };
        if (message.IsReply)
            payload["container"]!["thread_ts"] = message.ThreadTs;
        if (!isEphemeral)
            payload["message"] = MessageWire.Of(book.ThreadOf(message));
        return payload;
    }
}

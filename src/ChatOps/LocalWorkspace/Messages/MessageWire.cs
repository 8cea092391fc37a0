using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOps.LocalWorkspace.Messages;

/// <summary>A message in Slack's JSON.</summary>
internal static class MessageWire
{
    public static JsonObject Of(MessageThread thread, bool withMetadata = true)
    {
        var message = thread.Root;
        var json = new JsonObject
        {
            ["type"] = "message",
            ["user"] = message.User,
            ["ts"] = message.Ts,
            ["text"] = message.Text,
            ["team"] = Workspace.Member(message.User)?.Team ?? Workspace.Team,
        };
        if (message.IsFromBot)
        {
            json["bot_id"] = Workspace.BotId;
            json["app_id"] = Workspace.App;
        }

        if (message.IsTombstone)
            json["subtype"] = "tombstone";
        if (Node(message.Blocks) is { } blocks)
            json["blocks"] = blocks;
        if (withMetadata && Node(message.Metadata) is { } metadata)
            json["metadata"] = metadata;
        if (message.EditedTs is { } edited)
            json["edited"] = new JsonObject { ["user"] = message.User, ["ts"] = edited };
        AddThread(json, thread);
        return json;
    }

    /// <summary>With what Slack's own client knows besides: the channel, and whether only one person sees it.</summary>
    public static JsonObject ForPage(MessageThread thread)
    {
        var json = Of(thread);
        json["channel"] = thread.Root.Channel;
        if (thread.Root.OnlyFor is not null)
            json["is_ephemeral"] = true;
        return json;
    }

    public static JsonNode? Node(JsonElement? json) => json is { } element ? JsonSerializer.SerializeToNode(element) : null;

    private static void AddThread(JsonObject json, MessageThread thread)
    {
        var (message, replies) = thread;
        if (message.IsReply)
        {
            json["thread_ts"] = message.ThreadTs;
        }
        else if (replies.Count > 0)
        {
            var people = replies.Select(r => r.User).Distinct().ToList();
            json["thread_ts"] = message.Ts;
            json["reply_count"] = replies.Count;
            json["reply_users_count"] = people.Count;
            json["reply_users"] = new JsonArray([.. people.Select(p => JsonValue.Create(p))]);
            json["latest_reply"] = replies[^1].Ts;
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatOps.Tests.FrontDoor;

/// <summary>The methods that the bot uses, and nothing else. See https://docs.slack.dev/reference/methods.</summary>
internal sealed class SlackMethods(SlackWorkspace slack)
{
    private static readonly TimeSpan TriggerLife = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly List<Message> _messages = [];
    private readonly List<Whisper> _whispers = [];
    private readonly List<JsonObject> _forms = [];
    private readonly Dictionary<string, DateTimeOffset> _triggers = [];
    private int _count;

    public IReadOnlyList<Message> Messages => Copy(_messages);

    public IReadOnlyList<Whisper> Whispers => Copy(_whispers);

    public IReadOnlyList<JsonObject> Forms => Copy(_forms);

    public string NewTrigger()
    {
        lock (_lock)
        {
            var trigger = $"1300.{++_count}.{Guid.NewGuid():N}";
            _triggers[trigger] = TimeProvider.System.GetUtcNow() + TriggerLife;
            return trigger;
        }
    }

    public void Delete(Message message)
    {
        lock (_lock) _messages.Remove(message);
    }

    public JsonObject Do(SlackCall call)
    {
        lock (_lock)
        {
            return call.Method switch
            {
                "auth.test" => new() { ["team_id"] = People.Team, ["team"] = "The shop", ["user_id"] = People.Bot, ["bot_id"] = People.BotId },
                "chat.postMessage" => Post(call),
                "chat.update" => Update(call),
                "chat.postEphemeral" => Whisper(call),
                "views.open" => Open(call),
                "conversations.history" => History(call),
                "conversations.replies" => Replies(call),
                "users.info" => new() { ["user"] = (slack.Members.FirstOrDefault(m => m.Id == call.Text("user")) ?? throw Refused("user_not_found")).ToJson() },
                "usergroups.list" => new() { ["usergroups"] = new JsonArray(new JsonObject { ["id"] = People.Group, ["handle"] = People.Handle }) },
                "usergroups.users.list" => Group(call),
                _ => throw Unexpected(call),
            };
        }
    }

    private JsonObject Post(SlackCall call)
    {
        NeedsJson(call);
        var channel = Place(call.Text("channel"), mayBePerson: true);
        var thread = call.Text("thread_ts");
        if (thread.Length > 0 && !_messages.Any(m => m.Channel == channel && m.Ts == thread && m.Thread.Length == 0)) throw Refused("thread_not_found");
        if (call.Arguments["unfurl_links"]?.GetValue<bool>() != false || call.Arguments["unfurl_media"]?.GetValue<bool>() != false)
            slack.Complaints.Enqueue($"A message would unfurl links: {call}");
        if (call.Arguments["metadata"]?["event_type"] is null) slack.Complaints.Enqueue($"A message without metadata can't be found again: {call}");
        OutgoingRules.Check(slack, call);
        var ts = $"{call.At.ToUnixTimeSeconds()}.{++_count:D6}";
        _messages.Add(new(channel, ts, thread, call.Arguments, call.At));
        return new() { ["channel"] = channel, ["ts"] = ts };
    }

    private JsonObject Update(SlackCall call)
    {
        NeedsJson(call);
        var channel = Place(call.Text("channel"), mayBePerson: false);
        var message = _messages.FirstOrDefault(m => m.Channel == channel && m.Ts == call.Text("ts")) ?? throw Refused("message_not_found");
        if (call.Text("text").Length > 4000) throw Refused("msg_too_long");
        if (call.Key != message.Key) slack.Complaints.Enqueue($"An edit of {message.Key} is meant for {call.Key}.");
        OutgoingRules.Check(slack, call);
        message.Edit(call.Arguments, call.At);
        return new() { ["channel"] = channel, ["ts"] = message.Ts };
    }

    private JsonObject Whisper(SlackCall call)
    {
        NeedsJson(call);
        var channel = Place(call.Text("channel"), mayBePerson: false);
        if (People.All.All(m => m.Id != call.Text("user"))) throw Refused("user_not_in_channel");
        OutgoingRules.Check(slack, call);
        _whispers.Add(new(channel, call.Text("user"), call.Text("text")));
        return new() { ["message_ts"] = $"{call.At.ToUnixTimeSeconds()}.{++_count:D6}" };
    }

    private JsonObject Open(SlackCall call)
    {
        NeedsJson(call);
        if (!_triggers.Remove(call.Text("trigger_id"), out var until)) throw Refused("exchanged_trigger_id");
        if (until < TimeProvider.System.GetUtcNow()) throw Refused("expired_trigger_id");
        var view = call.Arguments["view"]!.AsObject();
        _forms.Add(view);
        return new() { ["view"] = new JsonObject { ["id"] = $"V{++_count}" } };
    }

    private JsonObject History(SlackCall call)
    {
        var channel = Readable(call);
        return Page(call, _messages.Where(m => m.Channel == channel && m.Thread.Length == 0).Reverse());
    }

    private JsonObject Replies(SlackCall call)
    {
        var channel = Readable(call);
        var root = _messages.FirstOrDefault(m => m.Channel == channel && m.Ts == call.Text("ts")) ?? throw Refused("thread_not_found");
        return Page(call, _messages.Where(m => m.Channel == channel && m.Thread == root.Ts).Prepend(root));
    }

    private static JsonObject Page(SlackCall call, IEnumerable<Message> messages)
    {
        var oldest = decimal.Parse(call.Text("oldest"), CultureInfo.InvariantCulture);
        var withMetadata = call.Text("include_all_metadata") == "true";
        var wire = messages.Where(m => decimal.Parse(m.Ts, CultureInfo.InvariantCulture) >= oldest).Select(m => (JsonNode)new JsonObject
        {
            ["ts"] = m.Ts, ["user"] = People.Bot, ["bot_id"] = People.BotId, ["text"] = m.Text,
            ["metadata"] = withMetadata ? m.Content["metadata"]!.DeepClone() : null,
        });
        return new() { ["messages"] = new JsonArray([.. wire]), ["response_metadata"] = new JsonObject { ["next_cursor"] = "" } };
    }

    private JsonObject Group(SlackCall call)
    {
        if (call.Text("usergroup") != People.Group) throw Refused("no_such_subteam");
        return new() { ["users"] = new JsonArray([.. slack.Approvers.Select(m => (JsonNode)m.Id)]) };
    }

    // The scopes of the manifest: history of channels, not of direct messages.
    private static string Readable(SlackCall call)
    {
        var channel = Place(call.Text("channel"), mayBePerson: false);
        return channel[0] == 'D' ? throw Refused("missing_scope") : channel;
    }

    private static string Place(string channel, bool mayBePerson) => channel switch
    {
        SlackWorkspace.Releases or SlackWorkspace.Ops => channel,
        SlackWorkspace.Closed => throw Refused("not_in_channel"),
        ['D', '-', .. var user] when People.All.Any(m => m.Id == user) => channel,
        _ when mayBePerson && People.All.Any(m => m.Id == channel) => $"D-{channel}",
        _ => throw Refused("channel_not_found"),
    };

    private static void NeedsJson(SlackCall call)
    {
        if (!call.ContentType.StartsWith("application/json", StringComparison.Ordinal)) throw Refused("invalid_post_type");
    }

    private SlackRefusalException Unexpected(SlackCall call)
    {
        slack.Complaints.Enqueue($"Nobody expects this call: {call}");
        return Refused("unknown_method");
    }

    private static SlackRefusalException Refused(string error) => new(error);

    private IReadOnlyList<T> Copy<T>(List<T> list)
    {
        lock (_lock) return [.. list];
    }
}

using System.Text.Json.Nodes;

namespace ChatOps.Tests.FrontDoor;

/// <summary>A message of the bot, with all it ever showed.</summary>
internal sealed class Message(string channel, string ts, string thread, JsonObject first, DateTimeOffset at)
{
    private readonly List<(DateTimeOffset At, JsonObject Content)> _versions = [(at, first)];

    public string Channel { get; } = channel;

    public string Ts { get; } = ts;

    /// <summary>Empty for a message of its own.</summary>
    public string Thread { get; } = thread;

    public string Key { get; } = SlackCall.KeyOf(first);

    public IReadOnlyList<(DateTimeOffset At, JsonObject Content)> Versions
    {
        get
        {
            lock (_versions) return [.. _versions];
        }
    }

    public JsonObject Content => Versions[^1].Content;

    /// <summary>The fallback text: all that the card says, in words.</summary>
    public string Text => Content["text"]!.GetValue<string>();

    /// <summary>Everything in it that people can read.</summary>
    public string Everything => string.Join('\n', Strings(Content));

    public IEnumerable<JsonObject> Buttons =>
        Content["blocks"]!.AsArray().Where(b => b!["type"]!.GetValue<string>() == "actions").SelectMany(b => b!["elements"]!.AsArray()).Select(e => e!.AsObject());

    public JsonObject? Button(string name) => Buttons.FirstOrDefault(b => b["action_id"]!.GetValue<string>() == $"chatops.{name}");

    public string ButtonNames => string.Join(' ', Buttons.Select(b => b["text"]!["text"]!.GetValue<string>()));

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(p => Strings(p.Value)),
        JsonArray array => array.SelectMany(Strings),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    public void Edit(JsonObject content, DateTimeOffset at)
    {
        lock (_versions) _versions.Add((at, content));
    }
}

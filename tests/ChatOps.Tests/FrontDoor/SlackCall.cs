using System.Text.Json.Nodes;
using System.Web;

namespace ChatOps.Tests.FrontDoor;

/// <summary>One call of the Web API, as it came in.</summary>
internal sealed record SlackCall(int Number, string Method, string ContentType, string Body, DateTimeOffset At)
{
    private JsonObject? _arguments;

    /// <summary>Of JSON or of a form: what the method was given.</summary>
    public JsonObject Arguments => _arguments ??= ContentType.StartsWith("application/json", StringComparison.Ordinal) ? JsonNode.Parse(Body)!.AsObject() : OfForm();

    public string Text(string name) => Arguments[name]?.GetValue<string>() ?? "";

    /// <summary>What the bot finds its own messages by.</summary>
    public string Key => KeyOf(Arguments);

    public static string KeyOf(JsonObject message) => message["metadata"]?["event_payload"]?["key"]?.GetValue<string>() ?? "";

    private JsonObject OfForm()
    {
        var form = HttpUtility.ParseQueryString(Body);
        var arguments = new JsonObject();
        foreach (var name in form.AllKeys.OfType<string>()) arguments[name] = form[name];
        return arguments;
    }

    public override string ToString() => $"{Number} {At:HH:mm:ss.fff} {Method} {Key} {Text("channel")} {Text("ts")}{Text("user")}: {Text("text").Split('\n')[0]}";
}

/// <summary>What goes wrong with a call.</summary>
internal abstract record Fault
{
    /// <summary>The connection breaks before anything was done.</summary>
    public sealed record Down : Fault;

    /// <summary>It is done, and the connection breaks before the answer.</summary>
    public sealed record CutAfter : Fault;

    /// <summary>Nothing happens, and no answer comes.</summary>
    public sealed record Hang : Fault;

    /// <summary>It is done and answered, late.</summary>
    public sealed record Slow(TimeSpan By) : Fault;

    /// <summary>It is done and answered once the task has ended.</summary>
    public sealed record SlowUntil(Task Task) : Fault;

    public sealed record Limited(int Seconds) : Fault;

    public sealed record Status(int Code) : Fault;

    public sealed record Refusal(string Error) : Fault;
}

/// <summary>What Slack says instead of "ok".</summary>
internal sealed class SlackRefusalException(string error) : Exception(error);

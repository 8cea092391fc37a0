using System.Text.Json;

namespace ChatOps.LocalWorkspace.Requests;

/// <summary>What came back from the bot.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
internal sealed record BotAnswer(int Status, string Body, bool TimedOut = false)
{
    public bool IsGood => Status == StatusCodes.Status200OK;

    /// <summary>Slack's word for what went wrong.</summary>
    public string Error => TimedOut ? "operation_timeout" : "dispatch_failed";

    /// <returns>The body as a JSON object; null if it is something else.</returns>
    public JsonElement? Json()
    {
        if (!Body.AsSpan().TrimStart().StartsWith("{"))
            return null;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

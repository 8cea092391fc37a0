using System.Text.Json;

namespace ChatOps.Slack.FrontDoor;

/// <summary>Writes outcomes as HTTP answers.</summary>
internal static class Answers
{
    /// <param name="received">What to answer where others get an empty body, or null.</param>
    public static Task Write(HttpContext http, Outcome outcome, string? received) => outcome switch
    {
        Outcome.Say { Text.Length: > 0 } or Outcome.FormFault => Json(http, JsonOf(outcome)!),
        Outcome.Misfit misfit => Text(http, StatusCodes.Status400BadRequest, misfit.Words),
        Outcome.Replay => Text(http, StatusCodes.Status401Unauthorized, "This very request came in before."),
        _ when received is not null => Json(http, received),
        _ => Task.CompletedTask,
    };

    /// <summary>The JSON that an answer's body, or an acknowledgement's payload, consists of; null if it is empty.</summary>
    public static string? JsonOf(Outcome outcome) => outcome switch
    {
        Outcome.Say { Text.Length: > 0 } say => JsonSerializer.Serialize(new("ephemeral", say.Text), OutcomeJson.Default.EphemeralAnswer),
        Outcome.FormFault fault => JsonSerializer.Serialize(
            new("errors", new() { [fault.BlockId] = fault.Words }), OutcomeJson.Default.FormErrors),
        _ => null,
    };

    public static Task Text(HttpContext http, int status, string words)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(words + "\n", http.RequestAborted);
    }

    private static Task Json(HttpContext http, string json)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(json, http.RequestAborted);
    }
}

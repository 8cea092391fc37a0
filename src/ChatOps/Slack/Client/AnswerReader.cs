using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ChatOps.Slack.Client;

/// <summary>Tells an answer from what only looks like one: a proxy's page, half a JSON, nothing at all.</summary>
internal sealed partial class AnswerReader(TimeProvider time, ILogger log)
{
    /// <exception cref="ChatUnavailableException"/>
    /// <exception cref="ChatRefusedException"/>
    public T Read<T>(Call call, HttpResponseMessage response, byte[] bytes, JsonTypeInfo<T> type)
        where T : Answer
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests) throw RateLimited(call, RetryAfter(response));
        T? answer = null;
        try
        {
            answer = JsonSerializer.Deserialize(bytes, type);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            Log.NotAnAnswer(log, call.Method, (int)response.StatusCode, e.Message);
        }

        if (answer?.Ok is null || (answer.Ok == true && !response.IsSuccessStatusCode))
        {
            var status = (int)response.StatusCode;
            throw new ChatUnavailableException(
                $"Slack gave no usable answer to {call.Method} (status {status}).", mayHaveHappened: status is < 300 or >= 500);
        }

        if (answer.Ok == true) return answer;

        var error = answer.Error is { Length: > 0 and < 100 } word ? word : "unknown_error";
        if (error is "ratelimited" or "rate_limited") throw RateLimited(call, RetryAfter(response));
        if (SlackErrors.IsPassing(error, out var mayHaveHappened))
            throw new ChatUnavailableException($"Slack could not do {call.Method} just now: {error}.", mayHaveHappened);
        if ((int)response.StatusCode >= 500)
            throw new ChatUnavailableException($"Slack failed at {call.Method}: {error}.", mayHaveHappened: true);
        throw new ChatRefusedException(call.Method, error, SlackErrors.WordsFor(error, answer));
    }

    public static ChatUnavailableException RateLimited(Call call, TimeSpan wait) =>
        new($"Slack asked us to wait {Math.Ceiling(wait.TotalSeconds)} s before the next {call.Method}.", mayHaveHappened: false, wait);

    private TimeSpan RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } when delta > TimeSpan.Zero => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => TimeSpan.FromSeconds(1),
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Slack {Method} answered status {Status} with what is no answer: {Why}")]
        public static partial void NotAnAnswer(ILogger log, string method, int status, string why);
    }
}

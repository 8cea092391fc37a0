using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Persistence;
using ChatOps.Projects;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines.Stages;

/// <summary>A call to another program: done with its answer, when asked again, or when it calls back.</summary>
public sealed class HttpStage(StageHttp http, Database database, StageCallbacks callbacks, TimeProvider time) : StageWork
{
    private const int Accepted = 202;

    private const int RequestTimeout = 408;

    private const int TooMany = 429;

    private static readonly TimeSpan LookForCallback = TimeSpan.FromSeconds(30);

    public override async Task<StageAnswer> Begin(StageOrder order, CancellationToken ct)
    {
        var call = order.Stage.Http!;
        try
        {
            var (status, body) = await Send(order, call.Method, call.Url, call.Body, ct);
            return (call.Done, status) switch
            {
                (HttpDone.Answer, >= 200 and < 300) => StageAnswer.Passed($"{status}", body),
                (_, < 200 or >= 300) => StageAnswer.Failed($"{call.Method} {Where(order, call.Url)} answered {status}", body),
                (HttpDone.Poll, _) => StageAnswer.Running(call.PollEvery, "asked to begin"),
                _ => StageAnswer.Running(LookForCallback, "waits to be called back"),
            };
        }
        catch (HttpRequestException fault)
        {
            return StageAnswer.Failed($"{call.Method} {Where(order, call.Url)}: {fault.Message}");
        }
        catch (SecretMissingException missing)
        {
            return StageAnswer.Failed(missing.Message);
        }
    }

    public override async Task<StageAnswer> Ask(StageOrder order, CancellationToken ct)
    {
        var call = order.Stage.Http!;
        if (time.GetUtcNow() - order.StartedAt >= order.Stage.Timeout) return StageAnswer.TimedOut(order.Stage.Timeout);
        return call.Done switch
        {
            HttpDone.Poll => await Poll(order, call, ct),
            HttpDone.Callback => await CalledBack(order, ct) ?? StageAnswer.Running(Least(LookForCallback, order), "waits to be called back"),
            // Whether the first call arrived is not known.
            _ => StageAnswer.Interrupted("the bot was stopped while it called"),
        };
    }

    private async Task<StageAnswer> Poll(StageOrder order, HttpDefinition call, CancellationToken ct)
    {
        var url = call.PollUrl ?? call.Url;
        try
        {
            var (status, body) = await Send(order, "GET", url, body: null, ct);
            return status switch
            {
                Accepted or RequestTimeout or TooMany or >= 500 => StageAnswer.Running(Least(call.PollEvery, order), $"not yet ({status})"),
                >= 200 and < 300 => StageAnswer.Passed($"{status}", body),
                _ => StageAnswer.Failed($"GET {Where(order, url)} answered {status}", body),
            };
        }
        catch (HttpRequestException fault)
        {
            return StageAnswer.Running(Least(call.PollEvery, order), $"can't be asked: {fault.Message}");
        }
        catch (SecretMissingException missing)
        {
            return StageAnswer.Failed(missing.Message);
        }
    }

    private async Task<StageAnswer?> CalledBack(StageOrder order, CancellationToken ct)
    {
        await using var db = database.Read();
        var call = await db.StageCallbacks.FirstOrDefaultAsync(c => c.Key == order.Key, ct);
        return call is null ? null : call.Passed ? StageAnswer.Passed(call.Words) : StageAnswer.Failed(call.Words.Length > 0 ? call.Words : "called back: failed");
    }

    private Task<(int Status, string Body)> Send(StageOrder order, string method, string url, string? body, CancellationToken ct)
    {
        var headers = order.Stage.Http!.Headers.ToDictionary(h => h.Key, h => SecretReference.IsOne(h.Value) ? SecretReference.Resolve(h.Value) : order.Fill(h.Value), StringComparer.OrdinalIgnoreCase);
        headers["Idempotency-Key"] = order.Key;
        if (order.Stage.Http.Done == HttpDone.Callback)
        {
            headers["X-ChatOps-Stage"] = order.Key;
            headers["X-ChatOps-Callback-Secret"] = callbacks.SecretOf(order.Key);
        }

        return http.Send(method, order.Fill(url, Uri.EscapeDataString), body is null ? null : order.Fill(body, JsonText), headers, ct);
    }

    // In time for the limit.
    private TimeSpan Least(TimeSpan pause, StageOrder order)
    {
        var left = order.StartedAt + order.Stage.Timeout - time.GetUtcNow();
        return left < pause && left > TimeSpan.Zero ? left : pause;
    }

    private static string JsonText(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();

    // Without the query: it may hold what is nobody's business.
    private static string Where(StageOrder order, string url) => Uri.TryCreate(order.Fill(url, Uri.EscapeDataString), UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Path) : "the address";
}

using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Persistence;
using ChatOps.Pipelines.Scripts;
using ChatOps.Projects;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines.Stages;

/// <summary>A call to another program: done with its answer, when asked again, or when it calls back.</summary>
public sealed class HttpStage(StageHttp http, Database database, StageCallbacks callbacks) : StageWork
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
        catch (HttpRequestException late) when (late.InnerException is TimeoutException)
        {
            var words = $"{call.Method} {Where(order, call.Url)}: {late.Message}";
            return order.Stage.Timeout <= StageHttp.Patience ? StageAnswer.TimedOut(order.Stage.Timeout) with { Words = words } : StageAnswer.Failed($"{words}; what takes longer belongs to Done: Poll or Callback");
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
        if (call.Done == HttpDone.Callback && await CalledBack(order, ct) is { } told) return told;
        if (order.IsLate) return StageAnswer.TimedOut(order.Stage.Timeout);
        // Whether the first call arrived is not known.
        if (!order.IsBegun || call.Done == HttpDone.Answer) return StageAnswer.Interrupted("the bot was stopped while it called");
        return call.Done == HttpDone.Poll ? await Poll(order, call, ct) : StageAnswer.Running(LookForCallback, "waits to be called back");
    }

    private async Task<StageAnswer> Poll(StageOrder order, HttpDefinition call, CancellationToken ct)
    {
        var url = call.PollUrl ?? call.Url;
        try
        {
            var (status, body) = await Send(order, "GET", url, body: null, ct);
            return status switch
            {
                Accepted or RequestTimeout or TooMany or >= 500 => StageAnswer.Running(call.PollEvery, $"not yet ({status})"),
                >= 200 and < 300 => StageAnswer.Passed($"{status}", body),
                _ => StageAnswer.Failed($"GET {Where(order, url)} answered {status}", body),
            };
        }
        catch (HttpRequestException fault)
        {
            return StageAnswer.Running(call.PollEvery, $"can't be asked: {fault.Message}");
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

    private async Task<(int Status, string Body)> Send(StageOrder order, string method, string url, string? body, CancellationToken ct)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var secrets = new List<string>();
        foreach (var (name, value) in order.Stage.Http!.Headers)
        {
            headers[name] = SecretReference.IsOne(value) ? SecretReference.Resolve(value) : order.Fill(value);
            if (SecretReference.IsOne(value)) secrets.Add(headers[name]);
        }

        headers["Idempotency-Key"] = order.Key;
        if (order.Stage.Http.Done == HttpDone.Callback)
        {
            headers["X-ChatOps-Stage"] = order.Key;
            headers["X-ChatOps-Callback-Secret"] = callbacks.SecretOf(order.Key);
            secrets.Add(headers["X-ChatOps-Callback-Secret"]);
        }

        var (status, answer) = await http.Send(method, order.Fill(url, Uri.EscapeDataString), body is null ? null : order.Fill(body, JsonText), headers, order.Stage.Timeout, ct);
        // Some send back what they were sent.
        return (status, SecretMask.Of(answer, secrets));
    }

    internal static string JsonText(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();

    // Without the query: it may hold what is nobody's business.
    private static string Where(StageOrder order, string url) => Uri.TryCreate(order.Fill(url, Uri.EscapeDataString), UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Path) : "the address";
}

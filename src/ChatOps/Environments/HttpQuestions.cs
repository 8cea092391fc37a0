using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;

namespace ChatOps.Environments;

/// <summary>Asks other systems over HTTP whether a release may go. An answer is good for 30 seconds; nothing of a secret is ever told.</summary>
public sealed class HttpQuestions : IDisposable
{
    private const int MostBytes = 256 * 1024;
    private const int MostRedirects = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<HttpGate, (DateTimeOffset At, GateResult Result)> _known = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Patience }) { Timeout = Timeout.InfiniteTimeSpan };

    public HttpQuestions(TimeProvider time) => _time = time;

    public void Dispose() => _http.Dispose();

    public async Task<GateResult> Ask(HttpGate gate, CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        lock (_lock)
            if (_known.TryGetValue(gate, out var known) && now - known.At < PipelineRun.OutsideHolds) return known.Result;
        var result = await AskNow(gate, now + PipelineRun.OutsideHolds, ct);
        lock (_lock) _known[gate] = (now, result);
        return result;
    }

    private async Task<GateResult> AskNow(HttpGate gate, DateTimeOffset again, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            var (status, body) = await Get(gate, limit.Token);
            var (passes, words) = HttpCondition.Holds(gate.Passes, status, body);
            return passes
                ? new(gate.Name, Verdict.Passed, words)
                : new(gate.Name, Verdict.Waiting, $"{words}; asked again at {Clock(again)}", again, gate.Name);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Unknown($"no answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or FormatException)
        {
            return Unknown(fault is FormatException ? fault.Message : "it could not be reached");
        }

        GateResult Unknown(string why) => gate.Refuses
            ? new(gate.Name, Verdict.Refused, $"can't be evaluated: {why}; and then the answer is no. Press Retry when it answers again")
            : new(gate.Name, Verdict.Waiting, $"can't be evaluated: {why}; asked again at {Clock(again)}", again, gate.Name);
    }

    // Redirects are followed on the same host only: the header must not travel elsewhere.
    private async Task<(HttpStatusCode Status, byte[] Body)> Get(HttpGate gate, CancellationToken ct)
    {
        var url = new Uri(gate.Url);
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (gate.Header is { } header) request.Headers.TryAddWithoutValidation(header, Secret(gate));
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if ((int)answer.StatusCode is < 300 or > 399 || answer.Headers.Location is not { } to) return (answer.StatusCode, await Body(answer, ct));
            var next = new Uri(url, to);
            if (next.Authority != url.Authority || next.Scheme != url.Scheme) throw new FormatException("it sends to another host, and that is not followed");
            if (redirects == MostRedirects) throw new FormatException("it sends on and on");
            url = next;
        }
    }

    private static string Secret(HttpGate gate) => gate.Secret is { } name && Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new FormatException($"the variable {gate.Secret}, which holds its secret, is not set");

    private static async Task<byte[]> Body(HttpResponseMessage answer, CancellationToken ct)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(ct);
        var body = new byte[MostBytes + 1];
        var read = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, ct);
        return read <= MostBytes ? body[..read] : throw new FormatException($"its answer is larger than {MostBytes / 1024} KB");
    }

    private static string Clock(DateTimeOffset moment) => moment.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}

using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ChatOps.Slack.Client;

/// <summary>The wire: time limits, retries, and the plain difference between "no answer" and "no".</summary>
internal sealed partial class WebApi : IDisposable
{
    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly Func<SlackOptions> _options;
    private readonly HoldOffs _holdOffs;
    private readonly ResiliencePipeline _timeLimit;
    private readonly AnswerReader _reader;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public WebApi(Func<SlackOptions> options, TimeProvider time, ILogger<WebApi> log)
    {
        (_options, _time, _log, _holdOffs, _reader) = (options, time, log, new(time), new(time, log));
        _timeLimit = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(TryTimeout).Build();
        _http = new(new SocketsHttpHandler
        {
            // A redirect would carry the token somewhere else.
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            Proxy = LoopbackDirect.Proxy,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 8 * 1024 * 1024,
        };
    }

    public void Dispose() => _http.Dispose();

    /// <exception cref="ChatUnavailableException"/>
    /// <exception cref="ChatRefusedException"/>
    public async Task<T> Send<T>(Call call, JsonTypeInfo<T> type, CancellationToken ct)
        where T : Answer
    {
        var started = _time.GetTimestamp();
        var retries = new ResiliencePipelineBuilder { TimeProvider = _time }.AddRetry(RetriesOf(call, started)).Build();
        return await retries.ExecuteAsync(
            async token =>
            {
                await WaitAsTold(call, started, token);
                return await TryInTime(call, type, token);
            },
            ct);
    }

    private RetryStrategyOptions RetriesOf(Call call, long started) => new()
    {
        MaxRetryAttempts = 3,
        ShouldHandle = arguments => new(arguments.Outcome.Exception switch
        {
            ChatUnavailableException { RetryAfter: { } wait } => IsBearable(call, started, wait),
            ChatUnavailableException e => call.Repeatable || !e.MayHaveHappened,
            _ => false,
        }),
        // When Slack named a time, it is waited for before the try itself.
        DelayGenerator = arguments => new(arguments.Outcome.Exception is ChatUnavailableException { RetryAfter: not null }
            ? TimeSpan.Zero
            : TimeSpan.FromMilliseconds((200 << arguments.AttemptNumber) * (0.5 + Random.Shared.NextDouble()))),
        OnRetry = arguments =>
        {
            Log.Retrying(_log, call.Method, arguments.Outcome.Exception?.Message ?? "");
            return default;
        },
    };

    private async Task WaitAsTold(Call call, long started, CancellationToken ct)
    {
        while (_holdOffs.Left(call.Method) is { } left)
        {
            if (!IsBearable(call, started, left)) throw AnswerReader.RateLimited(call, left);
            await Task.Delay(left, _time, ct);
        }
    }

    private bool IsBearable(Call call, long started, TimeSpan wait) => _time.GetElapsedTime(started) + wait <= call.Patience;

    private async Task<T> TryInTime<T>(Call call, JsonTypeInfo<T> type, CancellationToken ct)
        where T : Answer
    {
        try
        {
            return await _timeLimit.ExecuteAsync(async limited => await Try(call, type, limited), ct);
        }
        catch (TimeoutRejectedException e)
        {
            throw TimedOut(call, e);
        }
    }

    private async Task<T> Try<T>(Call call, JsonTypeInfo<T> type, CancellationToken ct)
        where T : Answer
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(call)) { Content = call.Content() };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        // Neither the typed header nor the sender is to complain of a malformed token: they may repeat it.
        if (call.Token.Any(c => c is <= ' ' or > '~'))
            throw new ChatRefusedException(call.Method, "invalid_auth", "The token has a blank or a line break in it.");
        if (call.Token.Length > 0) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {call.Token}");
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
            var bytes = await response.Content.ReadAsByteArrayAsync(ct);
            return _reader.Read(call, response, bytes, type);
        }
        catch (ChatUnavailableException e) when (e.RetryAfter is { } wait)
        {
            _holdOffs.Set(call.Method, wait);
            throw;
        }
        catch (HttpRequestException e)
        {
            throw new ChatUnavailableException($"Slack could not be reached for {call.Method}.", mayHaveHappened: !NeverLeft(e), inner: e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw TimedOut(call, e);
        }
    }

    private Uri AddressOf(Call call)
    {
        var root = _options().ApiUrl;
        return new(new Uri(root.EndsWith('/') ? root : root + "/"), call.Method);
    }

    private static ChatUnavailableException TimedOut(Call call, Exception e) =>
        new($"Slack did not answer {call.Method} in time.", mayHaveHappened: true, inner: e);

    private static bool NeverLeft(HttpRequestException e) => e.HttpRequestError
        is HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Slack {Method}: {Why} Trying again.")]
        public static partial void Retrying(ILogger log, string method, string why);
    }
}

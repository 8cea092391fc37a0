using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace ChatOps.CiSources.GitHub;

/// <summary>One request and its answer, whole: with a time limit, with more tries where asking twice does no harm, and never when GitHub said to wait.</summary>
internal sealed class GitHubWire(GitHubAddress address, GitHubPatience patience, RateLimits limits, TimeProvider time) : IDisposable
{
    private const int LongestAnswer = 32 << 20, MostRedirects = 3;

    private readonly KnownAnswers _known = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All, MaxConnectionsPerServer = 16,
        ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public GitHubAddress Address => address;

    /// <param name="reader">In whose name the token speaks; what was answered to one is not shown to another. Null: nothing known is taken, and nothing is kept.</param>
    /// <param name="follow">A redirect within the API is followed; else it is the answer.</param>
    /// <exception cref="CiUnavailableException">There is no answer, or GitHub failed, or it wants to be left alone for a while.</exception>
    public async Task<WireAnswer> Get(string path, string? reader, string token, CancellationToken ct, string accept = "application/vnd.github+json", bool follow = true)
    {
        var at = new Uri(address.Api, path);
        for (var redirects = 0; ; redirects++)
        {
            var answer = await Read(at, reader, token, accept, ct);
            if (!follow || (int)answer.Status is not (301 or 302 or 307 or 308) || answer.Location is not { } next) return answer;
            // A repository that was renamed or moved. The token follows only to where it belongs.
            at = new Uri(at, next);
            if (!address.IsApi(at) || redirects >= MostRedirects) throw new CiUnavailableException("GitHub leads elsewhere instead of answering; check GitHub:ApiUrl and the repository's name.");
        }
    }

    /// <summary>Sent once: whether a second one does harm is not known here.</summary>
    /// <exception cref="CiUnavailableException">There is no answer, or GitHub failed, or it wants to be left alone for a while.</exception>
    public Task<WireAnswer> Post<T>(string path, string token, T body, JsonTypeInfo<T> type, CancellationToken ct) =>
        Once(() => Request(HttpMethod.Post, new Uri(address.Api, path), token, JsonContent.Create(body, type)), ct);

    public Task<WireAnswer> Post(string path, string token, CancellationToken ct) =>
        Once(() => Request(HttpMethod.Post, new Uri(address.Api, path), token, content: null), ct);

    /// <summary>For what one person alone may see: nothing of the answer is kept.</summary>
    /// <exception cref="CiUnavailableException">There is no answer, or GitHub failed, or it wants to be left alone for a while.</exception>
    public Task<WireAnswer> GetFresh(string path, string token, CancellationToken ct) => Read(new Uri(address.Api, path), reader: null, token, "application/vnd.github+json", ct);

    /// <summary>Sent once, to the pages that people see, which are told no token.</summary>
    /// <exception cref="CiUnavailableException">There is no answer, or GitHub failed, or it wants to be left alone for a while.</exception>
    public Task<WireAnswer> PostForm(string path, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken ct) => Once(() =>
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address.Web, path)) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.UserAgent.ParseAdd("ChatOps");
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }, ct);

    public void Forget(string path) => _known.Forget(new Uri(address.Api, path));

    public void Dispose() => _http.Dispose();

    private async Task<WireAnswer> Read(Uri at, string? reader, string token, string accept, CancellationToken ct)
    {
        // What a media type is asked for belongs to what is answered.
        var who = reader is null ? null : $"{reader} {accept}";
        for (var tries = 1; ; tries++)
        {
            try
            {
                var known = who is null ? null : _known.Find(who, at);
                var answer = await Once(() =>
                {
                    var request = Request(HttpMethod.Get, at, token, content: null);
                    request.Headers.Accept.ParseAdd(accept);
                    if (known is not null) request.Headers.TryAddWithoutValidation("If-None-Match", known.Tag);
                    return request;
                }, ct);
                if (answer.Status == HttpStatusCode.NotModified && known is not null) return answer with { Status = HttpStatusCode.OK, Body = known.Body };
                if (who is not null && answer.Status == HttpStatusCode.OK && answer.Headers.ETag is { } tag) _known.Keep(who, at, tag.ToString(), answer.Body);
                return answer;
            }
            catch (PassingException) when (tries < patience.Tries)
            {
                await Task.Delay(patience.Pause * Math.Pow(2, tries - 1), time, ct);
            }
            catch (PassingException fault)
            {
                throw new CiUnavailableException($"{fault.Message} It was asked {tries} times.");
            }
        }
    }

    private async Task<WireAnswer> Once(Func<HttpRequestMessage> make, CancellationToken ct)
    {
        using var request = make();
        var isRead = request.Method == HttpMethod.Get;
        limits.Check();
        limits.Spend(isRead ? RateLimits.Read : RateLimits.Write);
        using var late = new CancellationTokenSource(patience.Call, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            var body = await Whole(stream, LongestAnswer, limit.Token) ?? throw new CiUnavailableException($"GitHub's answer is longer than {LongestAnswer >> 20} MB, so it is not read.");
            if (limits.Observe(response, body.Length < 10_000 ? Encoding.UTF8.GetString(body) : "")) limits.Check();
            if ((int)response.StatusCode is >= 500 or 408) throw Passing($"GitHub failed ({(int)response.StatusCode}).", isRead);
            return new(response.StatusCode, response.Headers, body, response.Headers.Location);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new CiUnavailableException($"GitHub did not answer within {patience.Call.TotalSeconds:0.#} s.") { MayHaveBegun = !isRead };
        }
        catch (HttpRequestException fault)
        {
            throw Passing(fault.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => "GitHub's name could not be resolved; check GitHub:ApiUrl and the network.",
                HttpRequestError.SecureConnectionError => "No secure connection to GitHub could be made; check GitHub:ApiUrl and the certificates of this machine.",
                HttpRequestError.ConnectionError => "GitHub could not be reached.",
                _ => "The connection to GitHub broke off.",
            }, isRead, wasSent: fault.HttpRequestError is not (HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ConnectionError));
        }
        catch (IOException)
        {
            throw Passing("The connection to GitHub broke off.", isRead);
        }
    }

    /// <returns>Null if it is longer.</returns>
    internal static async Task<byte[]?> Whole(Stream stream, int most, CancellationToken ct)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await stream.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (whole.Length + read > most) return null;
            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri at, string token, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, at) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.UserAgent.ParseAdd("ChatOps");
        request.Headers.TryAddWithoutValidation("X-GitHub-Api-Version", "2022-11-28");
        if (method != HttpMethod.Get) request.Headers.Accept.ParseAdd("application/vnd.github+json");
        return request;
    }

    private static Exception Passing(string words, bool isRead, bool wasSent = true) => isRead ? new PassingException(words) : new CiUnavailableException(words) { MayHaveBegun = wasSent };

    private sealed class PassingException(string words) : Exception(words);
}

/// <param name="Location">Where a redirect leads. It may hold a secret: it is followed, never shown.</param>
internal sealed record WireAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, byte[] Body, Uri? Location)
{
    public override string ToString() => $"GitHub's answer {(int)Status}";
}

using System.Net.Http.Headers;
using System.Text;

namespace ChatOps.Pipelines.Stages;

/// <summary>The calls of stages: each with a time limit, a bounded answer and no redirects, so that a secret in a header goes only where the settings say.</summary>
public sealed class StageHttp : IDisposable
{
    private const int LongestAnswer = 64 * 1024;

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        // Each call has a limit of its own, which also holds while the answer is read.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <param name="patience">The longest it may take; never more than <see cref="Patience"/>.</param>
    /// <returns>The status and the beginning of the answer.</returns>
    /// <exception cref="HttpRequestException">No answer. The message is fit to be shown.</exception>
    public async Task<(int Status, string Body)> Send(string method, string url, string? body, IEnumerable<KeyValuePair<string, string>> headers, TimeSpan patience, CancellationToken ct)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new HttpRequestException("that is no address; if it begins with {url}, the settings know the environment no more");
        var longest = patience < Patience ? patience : Patience;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(longest);
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value)) throw new HttpRequestException($"the header {name} can't be sent");
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            var buffer = new byte[LongestAnswer];
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, limit.Token);
            return ((int)response.StatusCode, Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {longest.TotalSeconds:0.#} s", new TimeoutException("", late));
        }
        catch (IOException fault)
        {
            throw new HttpRequestException("the answer broke off", fault);
        }
    }

    public void Dispose() => _client.Dispose();
}

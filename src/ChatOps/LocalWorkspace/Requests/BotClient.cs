using System.Security.Cryptography;
using System.Text;

namespace ChatOps.LocalWorkspace.Requests;

/// <summary>Posts to the bot as Slack does: a signed form, and three seconds to answer.</summary>
internal sealed class BotClient(LocalWorkspaceOptions options, BotAddress bot, TimeProvider time, ILogger<BotClient> log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 1 << 20,
    };

    public async Task<BotAnswer> Post(string path, IEnumerable<KeyValuePair<string, string>> form)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        try
        {
            using var request = await Signed(path, form);
            using var response = await _http.SendAsync(request, deadline.Token);
            return new BotAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(deadline.Token));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new BotAnswer(0, "", TimedOut: true);
        }
        catch (HttpRequestException failed)
        {
            log.LogWarning("The bot could not be reached at {Path}: {Reason}", path, failed.Message);
            return new BotAnswer(0, "");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpRequestMessage> Signed(string path, IEnumerable<KeyValuePair<string, string>> form)
    {
        var content = new FormUrlEncodedContent(form);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString();
        var signed = Encoding.UTF8.GetBytes($"v0:{timestamp}:{await content.ReadAsStringAsync()}");
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.SigningSecret), signed);
        return new HttpRequestMessage(HttpMethod.Post, new Uri(bot.Find(), path))
        {
            Content = content,
            Headers =
            {
                { "X-Slack-Request-Timestamp", timestamp },
                { "X-Slack-Signature", "v0=" + Convert.ToHexStringLower(signature) },
                { "User-Agent", "Slackbot 1.0 (local workspace)" },
            },
        };
    }
}

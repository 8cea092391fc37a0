using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalGitHub;

/// <summary>Tells whoever is set up for a repository's webhooks what happens there, signed as GitHub signs.</summary>
/// <param name="to">Where it posts to.</param>
internal sealed class Webhooks(Uri to, string secret) : IDisposable
{
    // GitHub's own: https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks#respond-within-10-seconds
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <returns>The status that it was answered with.</returns>
    public Task<int> RunMoved(RepositoryState repository, RunState run) => RunMoved(repository, run, secret);

    /// <summary>The same from somebody who does not know the secret.</summary>
    public Task<int> RunMoved(RepositoryState repository, RunState run, string signedWith) => Send("workflow_run", signedWith, repository, new()
    {
        ["action"] = run.Status switch { "queued" => "requested", "completed" => "completed", _ => "in_progress" }, ["workflow_run"] = run.Told(repository),
    });

    /// <summary>An App that is a protection rule is asked whether the run may touch the environment.</summary>
    public Task<int> RuleAsked(RepositoryState repository, RunState run, PendingState asks, string api) => Send("deployment_protection_rule", secret, repository, new()
    {
        ["action"] = "requested", ["environment"] = asks.Name, ["event"] = run.Event, ["deployment_callback_url"] = $"{api}/repos/{repository.FullName}/actions/runs/{run.Id}/deployment_protection_rule",
    });

    /// <summary>What GitHub sends as <c>X-Hub-Signature-256</c>.</summary>
    /// <remarks>https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries</remarks>
    public static string Signature(byte[] body, string secret) => $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}";

    public void Dispose() => _http.Dispose();

    private async Task<int> Send(string kind, string signedWith, RepositoryState repository, JsonObject about)
    {
        (about["repository"], about["sender"]) = (repository.Named(), Shapes.Account("developer"));
        var body = Encoding.UTF8.GetBytes(about.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd("GitHub-Hookshot/0000000");
        request.Headers.Add("X-GitHub-Event", kind);
        request.Headers.Add("X-GitHub-Delivery", $"{Guid.NewGuid()}");
        request.Headers.Add("X-Hub-Signature-256", Signature(body, signedWith));
        using var answer = await _http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}

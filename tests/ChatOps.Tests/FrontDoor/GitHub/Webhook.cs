using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LocalGitHub;

namespace ChatOps.Tests.FrontDoor.GitHub;

/// <summary>Webhooks as GitHub sends them, signed as its documentation says.</summary>
internal static class Webhook
{
    // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
    public const string Secret = "It's a Secret to Everybody";

    public static string Signature(byte[] body, string secret = Secret) => Webhooks.Signature(body, secret);

    /// <param name="id">Null: a delivery of its own.</param>
    public static Task<Answer> Tell(this Hands hands, string kind, JsonObject about, string? id = null)
    {
        var body = Encoding.UTF8.GetBytes(about.ToJsonString());
        return Deliver(hands.Http, body, Signature(body), id ?? $"{Guid.NewGuid()}", kind);
    }

    /// <summary>Exactly so; what is null is left out.</summary>
    public static async Task<Answer> Deliver(HttpClient http, byte[] body, string? signature, string? id, string? kind, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "github/webhook") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        foreach (var (name, value) in new[] { ("X-Hub-Signature-256", signature), ("X-GitHub-Delivery", id), ("X-GitHub-Event", kind) })
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request);
        return new(answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>About a run, with what nobody may believe and nobody may keep.</summary>
    public static JsonObject AboutRun(long run, string action = "completed", string repository = "Octo/Shop") => new()
    {
        ["action"] = action,
        ["workflow_run"] = new JsonObject { ["id"] = run, ["status"] = action, ["conclusion"] = "success", ["head_commit"] = new JsonObject { ["author"] = new JsonObject { ["email"] = "somebody@shop.example" } } },
        ["repository"] = new JsonObject { ["full_name"] = repository },
    };

    /// <summary>An App that is a protection rule is asked whether a run may touch an environment.</summary>
    public static JsonObject AboutRule(string api, long run, string environment, string repository = GitHubWorld.Repository) => new()
    {
        ["action"] = "requested",
        ["environment"] = environment,
        ["event"] = "workflow_dispatch",
        ["deployment_callback_url"] = $"{api}/repos/{repository}/actions/runs/{run}/deployment_protection_rule",
        ["repository"] = new JsonObject { ["full_name"] = repository },
    };
}

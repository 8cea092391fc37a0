using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.CiSources.GitHub.Webhooks;

/// <summary>What is read of a webhook: where something happened, and to which run. What happened is never believed; GitHub is asked.</summary>
/// <param name="CiRun">Null: it does not say, or it may be about any.</param>
internal readonly record struct WebhookNews(string Repository, long? CiRun)
{
    private const string RunsPath = "/actions/runs/";

    /// <param name="kind">What GitHub calls it, such as <c>workflow_run</c>.</param>
    /// <returns>Null: nothing that runs wait for, or no JSON of the shape that GitHub sends.</returns>
    public static WebhookNews? Read(string kind, ReadOnlySpan<byte> body)
    {
        if (kind is not ("workflow_run" or "workflow_job" or "check_run" or "deployment_status" or "deployment_protection_rule" or "release" or "push" or "pull_request")) return null;
        try
        {
            if (JsonSerializer.Deserialize(body, WebhookJson.Default.WebhookPayload) is not { Repository.FullName: { } repository } payload || !GitHubAddress.IsRepository(repository)) return null;
            return new(repository, kind switch
            {
                "workflow_run" or "deployment_status" => payload.WorkflowRun?.Id,
                "workflow_job" => payload.WorkflowJob?.RunId,
                "check_run" => RunIn(payload.CheckRun?.DetailsUrl),
                "deployment_protection_rule" => RunIn(payload.DeploymentCallbackUrl),
                _ => null,
            });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? RunIn(string? url)
    {
        if (url?.IndexOf(RunsPath, StringComparison.Ordinal) is not (>= 0 and var at)) return null;
        var rest = url.AsSpan(at + RunsPath.Length);
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}

internal sealed record WebhookPayload(WebhookPlace? Repository, WebhookRun? WorkflowRun, WebhookJob? WorkflowJob, WebhookCheck? CheckRun, string? DeploymentCallbackUrl);

internal sealed record WebhookPlace(string? FullName);

internal sealed record WebhookRun(long? Id);

internal sealed record WebhookJob(long? RunId);

internal sealed record WebhookCheck(string? DetailsUrl);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WebhookPayload))]
internal sealed partial class WebhookJson : JsonSerializerContext;

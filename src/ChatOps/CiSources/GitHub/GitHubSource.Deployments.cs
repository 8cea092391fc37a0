using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatOps.CiSources.GitHub.Wire;

namespace ChatOps.CiSources.GitHub;

/// <summary>Our deployments, shown under the repository's environments, and, where an App asks, as checks on their commit.</summary>
public sealed partial class GitHubSource
{
    // https://docs.github.com/en/rest/deployments/statuses: a description has 140 characters at most.
    private const int LongestDescription = 140;

    public bool ShowsDeployments => true;

    public async Task<long> ShowDeployment(DeploymentToShow deployment, bool mayBeThere, CancellationToken ct)
    {
        if (mayBeThere && await Shown(deployment, ct) is { } there) return there;
        // Without required contexts and merges: our own gates have decided already.
        var asked = new NewDeployment(
            deployment.Commit, "deploy", AutoMerge: false, [], deployment.Environment, new(deployment.Key, deployment.CiRun, deployment.Digest.Hex), Described($"{deployment.Version}, run {deployment.CiRun}"));
        return GitHubAnswers.Read(await Tell("deployments", asked, GitHubJson.Default.NewDeployment, $"a deployment to {deployment.Environment}", ct), GitHubJson.Default.DeploymentAnswer, "the deployment").Id;
    }

    public async Task ShowState(long shown, DeploymentToShow deployment, ShownState state, CancellationToken ct)
    {
        var status = new NewDeploymentStatus(
            WordOf(state), Described($"{deployment.Version}, run {deployment.CiRun}{(state == ShownState.Error ? ": how it ended is not known" : "")}"), AutoInactive: false,
            deployment.Url?.ToString(), $"{RunsAt}{deployment.CiRun}");
        await Tell($"deployments/{shown}/statuses", status, GitHubJson.Default.NewDeploymentStatus, $"the state of a deployment to {deployment.Environment}", ct);
        // Only an App may write checks. The newest of a name is the one that counts.
        if (!connection.IsApp || state is not (ShownState.Success or ShownState.Inactive)) return;
        // Another run of the same commit took the place: the commit runs there still, and its check says so.
        if (state == ShownState.Inactive && deployment.CommitRuns) return;
        var title = state == ShownState.Success
            ? $"runs in {deployment.Environment} since {deployment.EndedAt ?? deployment.BegunAt:yyyy-MM-dd HH:mm} UTC"
            : $"runs in {deployment.Environment} no more";
        var check = new NewCheckRun(
            $"chatops: {deployment.Environment}", deployment.Commit, "completed", state == ShownState.Success ? "success" : "neutral", deployment.Key, new(title, $"{deployment.Version}, run {deployment.CiRun}"));
        await Tell("check-runs", check, GitHubJson.Default.NewCheckRun, $"a check on {deployment.Commit[..9]}", ct);
    }

    private async Task<long?> Shown(DeploymentToShow deployment, CancellationToken ct)
    {
        var path = $"deployments?sha={deployment.Commit}&environment={Uri.EscapeDataString(deployment.Environment)}&per_page={PageSize}";
        var there = await connection.Get(repository, path, GitHubJson.Default.IReadOnlyListDeploymentAnswer, $"the deployments of {repository}", ct) ?? [];
        return there.FirstOrDefault(d => KeyOf(d.Payload) == deployment.Key)?.Id;
    }

    // It comes back as it was sent, or as a text that holds it.
    private static string? KeyOf(JsonElement? payload)
    {
        if (payload is { ValueKind: JsonValueKind.String } text)
        {
            try
            {
                using var parsed = JsonDocument.Parse(text.GetString()!);
                return KeyOf(parsed.RootElement.Clone());
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return payload is { ValueKind: JsonValueKind.Object } told && told.TryGetProperty("chatops", out var key) && key.ValueKind == JsonValueKind.String ? key.GetString() : null;
    }

    private async Task<WireAnswer> Tell<T>(string path, T body, JsonTypeInfo<T> type, string what, CancellationToken ct)
    {
        var answer = await connection.Post(repository, path, body, type, ct);
        return answer.Status == HttpStatusCode.Created ? answer : throw GitHubAnswers.Refused(answer, what, connection.IsApp);
    }

    private static string Described(string words) => Commands.PlainText.Line(words, LongestDescription);

    private static string WordOf(ShownState state) => state switch
    {
        ShownState.InProgress => "in_progress",
        var other => other.ToString().ToLowerInvariant(),
    };
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalGitHub;

/// <summary>Deployments, their states, and checks.</summary>
internal static class DeploymentRoutes
{
    private const string Repo = "/repos/{owner}/{repo}";

    public static IEnumerable<Route> Of(GitHubDouble gitHub)
    {
        yield return new("GET", $"{Repo}/deployments", "deployments=read", a => Reply.Ok(a.Page(In(a).Deployments.AsEnumerable().Reverse()
            .Where(d => (!a.Query.TryGetValue("sha", out var sha) || d.Commit == sha) && (!a.Query.TryGetValue("environment", out var where) || d.Environment == where)).Select(d => d.Told()))));
        yield return new("POST", $"{Repo}/deployments", "deployments=write", Create);
        yield return new("POST", $"{Repo}/deployments/{{deployment_id}}/statuses", "deployments=write", Tell);
        yield return new("POST", $"{Repo}/check-runs", "checks=write", a =>
        {
            var check = a.Body!.DeepClone().AsObject();
            In(a).Checks.Add(check);
            return new(201, Shapes.Of("check-run", ("id", In(a).Checks.Count), ("name", (string?)check["name"]), ("head_sha", (string?)check["head_sha"]), ("status", "completed"), ("conclusion", (string?)check["conclusion"])));
        });

        RepositoryState In(Asked asked) => gitHub.Repositories[$"{asked.Path("owner")}/{asked.Path("repo")}"];

        Reply Create(Asked asked)
        {
            var (repository, body) = (In(asked), asked.Body!);
            var at = body["ref"]!.GetValue<string>();
            if (repository.Commits.FirstOrDefault(c => c.Sha == at) is not { } commit) return Reply.Refused(422, $"No ref found for: {at}");
            // Left out, GitHub asks for every check there is, and merges the default branch first.
            if (body["required_contexts"] is not JsonArray { Count: 0 }) return Reply.Refused(409, "Conflict: Commit status checks failed for this ref.");
            if (body["auto_merge"]?.GetValue<bool>() != false) return new(202, new JsonObject { ["message"] = "Auto-merged main into the ref on deployment." });
            var made = new DeploymentState(100 + repository.Deployments.Count, commit.Sha, body["environment"]?.GetValue<string>() ?? "production", body["payload"]?.DeepClone());
            repository.Deployments.Add(made);
            return new(201, made.Told());
        }

        Reply Tell(Asked asked)
        {
            if (In(asked).Deployments.FirstOrDefault(d => d.Id.ToString(CultureInfo.InvariantCulture) == asked.Path("deployment_id")) is not { } deployment) return Reply.NotFound;
            deployment.States.Add((asked.Body!["state"]!.GetValue<string>(), asked.Body["environment_url"]?.GetValue<string>()));
            // GitHub's own default, which the bot must not rely on.
            if (asked.Body["auto_inactive"]?.GetValue<bool>() != false && deployment.States[^1].State == "success")
                foreach (var other in In(asked).Deployments.Where(d => d != deployment && d.Environment == deployment.Environment && d.States is [.., ("success", _)])) other.States.Add(("inactive", null));
            return new(201, Shapes.Of("deployment-status", ("id", deployment.States.Count), ("state", deployment.States[^1].State), ("environment", deployment.Environment)));
        }
    }
}

internal sealed record DeploymentState(long Id, string Commit, string Environment, JsonNode? Payload)
{
    /// <summary>In the order in which they were told.</summary>
    public List<(string State, string? Url)> States { get; } = [];

    public string Words => string.Join(' ', States.ToList().Select(s => s.State));

    public JsonObject Told() => Shapes.Of("deployment",
        ("id", Id), ("sha", Commit), ("ref", Commit), ("task", "deploy"), ("environment", Environment), ("payload", Payload?.DeepClone()), ("creator", Shapes.Account("chatops")));
}

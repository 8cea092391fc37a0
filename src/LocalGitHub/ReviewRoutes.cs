using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalGitHub;

/// <summary>Runs that wait for an environment's reviewers or for an App that is its protection rule.</summary>
internal static class ReviewRoutes
{
    private const string Run = "/repos/{owner}/{repo}/actions/runs/{run_id}";

    public static IEnumerable<Route> Of(GitHubDouble gitHub)
    {
        yield return new("GET", $"{Run}/pending_deployments", "actions=read", a => In(a) is { } run ? Reply.Ok(new JsonArray([.. run.Pending.Select(p => p.Told())])) : Reply.NotFound);
        yield return new("POST", $"{Run}/pending_deployments", "deployments=write", Review);
        yield return new("POST", $"{Run}/deployment_protection_rule", "deployments=write", Rule);
        yield return new("GET", $"{Run}/approvals", "actions=read", a => In(a) is { } run ? Reply.Ok(new JsonArray([.. run.Given.Select(g => g.Told())])) : Reply.NotFound);

        RunState? In(Asked asked) =>
            gitHub.Repositories[$"{asked.Path("owner")}/{asked.Path("repo")}"].Runs.FirstOrDefault(r => r.Id.ToString(CultureInfo.InvariantCulture) == asked.Path("run_id"));

        Reply Review(Asked asked)
        {
            if (asked.IsApp) return Reply.Refused(403, "Resource not accessible by integration");
            if (In(asked) is not { } run) return Reply.NotFound;
            var ids = asked.Body!["environment_ids"]!.AsArray().Select(i => i!.GetValue<long>()).ToList();
            var asks = run.Pending.Where(p => ids.Contains(p.Id)).ToList();
            if (asks.Count != ids.Count || asks.Exists(p => !p.MayAnswer || p.IsRule)) return Reply.Refused(422, "Validation Failed");
            run.Answer(asks, asked.Body["state"]!.GetValue<string>(), "token-owner", asked.Body["comment"]!.GetValue<string>());
            return Reply.Ok(new JsonArray([.. asks.Select(p => Shapes.Of("deployment", ("environment", p.Name)))]));
        }

        Reply Rule(Asked asked)
        {
            if (!asked.IsApp) return Reply.Refused(403, "Resource not accessible by personal access token");
            if (In(asked) is not { } run) return Reply.NotFound;
            var asks = run.Pending.Where(p => p.IsRule && p.Name == asked.Body!["environment_name"]!.GetValue<string>()).ToList();
            if (asks.Count == 0) return Reply.Refused(422, "No pending custom deployment protection rule was found for this App.");
            run.Answer(asks, asked.Body!["state"]!.GetValue<string>(), "chatops[bot]", asked.Body["comment"]?.GetValue<string>() ?? "");
            return new(204);
        }
    }
}

/// <param name="IsRule">An App is asked, not people.</param>
internal sealed record PendingState(long Id, string Name, bool MayAnswer, bool IsRule = false, params string[] Reviewers)
{
    public JsonObject Told() => Shapes.Of("pending-deployment",
        ("environment", new JsonObject { ["id"] = Id, ["node_id"] = "", ["name"] = Name, ["url"] = "https://github.example/", ["html_url"] = "https://github.example/" }),
        ("current_user_can_approve", MayAnswer), ("reviewers", new JsonArray([.. Reviewers.Select(r => new JsonObject { ["type"] = "User", ["reviewer"] = Shapes.Account(r) })])));
}

internal sealed record GivenState(string State, string Login, string Comment, string Environment)
{
    public JsonObject Told() => Shapes.Of("environment-approvals", ("state", State), ("comment", Comment), ("user", Shapes.Account(Login)),
        ("environments", new JsonArray(new JsonObject { ["id"] = 1, ["name"] = Environment })));
}

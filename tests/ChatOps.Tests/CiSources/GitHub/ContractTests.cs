using System.Text.Json.Nodes;
using ChatOps.Tests.EndToEnd;
using ChatOps.Tests.FrontDoor.GitHub;
using LocalGitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>The double holds what is asked and answered against GitHub's own description. Here: that it would see what does not fit.</summary>
public sealed class ContractTests
{
    private const string Run = "/repos/{owner}/{repo}/actions/runs/{run_id}";
    private const string Runs = "/repos/{owner}/{repo}/actions/runs";
    private const string Dispatches = "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches";

    [GitHubDescriptionFact]
    public void What_fits_is_no_violation()
    {
        Assert.Empty(Contract.Violations(Asked("GET", Run, ("run_id", "1234")), Reply.Ok(new RunState(1234, new('a', 40), "main", "ci.yml").Told(new("octo/shop")))));
        Assert.Empty(Contract.Violations(Asked("POST", Dispatches, new JsonObject { ["ref"] = "main" }, ("workflow_id", "ci.yml")), new(204)));
        Assert.Empty(Contract.Violations(Asked("GET", Run, ("run_id", "1234")), Reply.Refused(401, "Bad credentials")));
    }

    [GitHubDescriptionFact]
    public void What_does_not_fit_is_told_with_its_place()
    {
        Violates("GET /repos/{owner}/{repo}/hats is not in GitHub's description.", Asked("GET", "/repos/{owner}/{repo}/hats"), Reply.NotFound);
        Violates("run_id is no integer", Asked("GET", Run, ("run_id", "last")), Reply.NotFound);
        Violates("knows no query parameter colour", Asked("GET", Runs) with { Query = new Dictionary<string, string> { ["colour"] = "red" } }, Reply.NotFound);
        Violates("?status is \"good\"", Asked("GET", Runs) with { Query = new Dictionary<string, string> { ["status"] = "good" } }, Reply.NotFound);
        Violates("sent.ref is missing", Asked("POST", Dispatches, new JsonObject(), ("workflow_id", "ci.yml")), new(204));
        Violates("needs a body", Asked("POST", Dispatches, ("workflow_id", "ci.yml")), new(204));
        Violates("takes no body", Asked("GET", Runs, new JsonObject()), Reply.NotFound);
        Violates("201 is not among its answers", Asked("GET", Runs), new(201));
        var run = new RunState(1234, new('a', 40), "main", "ci.yml").Told(new("octo/shop"));
        run.Remove("head_sha");
        run["run_number"] = "seven";
        run["html_url"] = null;
        Violates(".head_sha is missing", Asked("GET", Run, ("run_id", "1234")), Reply.Ok(run));
        Violates(".run_number is no integer", Asked("GET", Run, ("run_id", "1234")), Reply.Ok(run));
        Violates(".html_url is null", Asked("GET", Run, ("run_id", "1234")), Reply.Ok(run));
    }

    private static void Violates(string words, Asked asked, Reply reply) =>
        Assert.Contains(Contract.Violations(asked, reply), v => v.Contains(words, StringComparison.Ordinal));

    private static Asked Asked(string method, string template, params (string, string)[] path) => Asked(method, template, null, path);

    private static Asked Asked(string method, string template, JsonNode? body, params (string Name, string Value)[] path) => new(
        method, template, path.Append(("owner", "octo")).Append(("repo", "shop")).ToDictionary(p => p.Item1, p => p.Item2), new Dictionary<string, string>(), body, "application/vnd.github+json");
}

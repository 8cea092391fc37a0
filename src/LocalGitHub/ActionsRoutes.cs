using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalGitHub;

/// <summary>Actions: workflows, runs, jobs, artifacts.</summary>
internal static class ActionsRoutes
{
    private const string Actions = "/repos/{owner}/{repo}/actions";

    public static IEnumerable<Route> Of(GitHubDouble gitHub)
    {
        yield return new("GET", $"{Actions}/runs", "actions=read", a => Runs(a, In(a).Runs));
        yield return new("GET", $"{Actions}/workflows/{{workflow_id}}/runs", "actions=read", a => In(a).Workflows.ContainsKey(a.Path("workflow_id"))
            ? Runs(a, In(a).Runs.Where(r => r.Workflow == a.Path("workflow_id"))) : Reply.NotFound);
        yield return new("GET", $"{Actions}/runs/{{run_id}}", "actions=read", a => Run(a) is { } run ? Reply.Ok(run.Told(In(a))) : Reply.NotFound);
        yield return new("GET", $"{Actions}/runs/{{run_id}}/attempts/{{attempt_number}}/jobs", "actions=read", a => Run(a) is { } run
            ? List(a, "jobs", run.Jobs.Select(j => j.Told(run))) : Reply.NotFound);
        yield return new("GET", $"{Actions}/runs/{{run_id}}/artifacts", "actions=read", a => Run(a) is { } run
            ? List(a, "artifacts", In(a).Artifacts.Where(f => f.Run == run.Id).Select(f => f.Told())) : Reply.NotFound);
        yield return new("GET", $"{Actions}/artifacts/{{artifact_id}}/{{archive_format}}", "actions=read", a =>
            In(a).Artifacts.FirstOrDefault(f => f.Id == Number(a, "artifact_id")) is not { } file ? Reply.NotFound
            : file.IsExpired ? Reply.Refused(410, "Artifact has expired")
            : new(302) { Location = gitHub.Storage.Ticket(file.Bytes) });
        yield return new("POST", $"{Actions}/runs/{{run_id}}/cancel", "actions=write", Cancel);
        yield return new("POST", $"{Actions}/runs/{{run_id}}/rerun-failed-jobs", "actions=write", RunFailedAgain);
        yield return new("POST", $"{Actions}/workflows/{{workflow_id}}/dispatches", "actions=write", Dispatch);

        RepositoryState In(Asked asked) => gitHub.Repositories[$"{asked.Path("owner")}/{asked.Path("repo")}"];

        RunState? Run(Asked asked) => In(asked).Runs.FirstOrDefault(r => r.Id == Number(asked, "run_id"));

        Reply Runs(Asked asked, IEnumerable<RunState> runs) => List(asked, "workflow_runs", runs.Reverse().Where(r => Fits(asked, r)).Select(r => r.Told(In(asked))));

        Reply Cancel(Asked asked)
        {
            if (Run(asked) is not { } run) return Reply.NotFound;
            if (run.Status == "completed") return Reply.Refused(409, "Cannot cancel a workflow run that is completed.");
            run.IsCancelled = true;
            (run.Status, run.Conclusion) = ("completed", "cancelled");
            return new(202, new JsonObject());
        }

        Reply RunFailedAgain(Asked asked)
        {
            if (Run(asked) is not { } run) return Reply.NotFound;
            if (run.Status != "completed") return Reply.Refused(403, "This workflow run is already running.");
            if (run.Jobs.TrueForAll(j => j.Conclusion is "success" or "skipped")) return Reply.Refused(403, "This workflow run has no failed jobs to run again.");
            run.Attempt++;
            (run.Status, run.Conclusion) = ("queued", null);
            for (var i = 0; i < run.Jobs.Count; i++) if (run.Jobs[i].Conclusion is not "success") run.Jobs[i] = new(run.Jobs[i].Name, "queued", null);
            return new(201, new JsonObject());
        }

        Reply Dispatch(Asked asked)
        {
            var repository = In(asked);
            if (!repository.Workflows.TryGetValue(asked.Path("workflow_id"), out var declared)) return Reply.NotFound;
            if (asked.Body?["ref"]?.GetValue<string>() is not { } at || !repository.Branches.TryGetValue(at, out var commit)) return Reply.Refused(422, $"No ref found for: {asked.Body?["ref"]}");
            var inputs = asked.Body["inputs"]?.AsObject() ?? [];
            var unknown = inputs.Select(i => i.Key).Except(declared).ToList();
            if (unknown.Count > 0) return Reply.Refused(422, $"Unexpected inputs provided: [\"{string.Join("\", \"", unknown)}\"]");
            // Whole before anybody sees it.
            var run = new RunState(gitHub.NextRun(), commit, at, asked.Path("workflow_id"))
            {
                Status = "queued", Event = "workflow_dispatch", Inputs = inputs.DeepClone().AsObject(), Title = $"{asked.Path("workflow_id")} {inputs["correlation"]}",
            };
            run.Jobs.Add(new("deploy", "queued", null));
            repository.Runs.Add(run);
            return asked.Body["return_run_details"]?.GetValue<bool>() == true
                ? Reply.Ok(new JsonObject { ["workflow_run_id"] = run.Id, ["run_url"] = "https://github.example/", ["html_url"] = "https://github.example/" })
                : new(204);
        }
    }

    private static bool Fits(Asked asked, RunState run) =>
        (!asked.Query.TryGetValue("branch", out var branch) || run.Branch == branch)
        && (!asked.Query.TryGetValue("status", out var status) || run.Status == status || run.Conclusion == status)
        && (!asked.Query.TryGetValue("event", out var what) || run.Event == what);

    private static Reply List(Asked asked, string name, IEnumerable<JsonNode> items)
    {
        var all = items.ToList();
        return Reply.Ok(new JsonObject { ["total_count"] = all.Count, [name] = asked.Page(all) });
    }

    private static long Number(Asked asked, string name) => long.TryParse(asked.Path(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

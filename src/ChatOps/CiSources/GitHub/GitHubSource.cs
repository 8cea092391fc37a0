using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.GitHub;

/// <summary>GitHub Actions as the CI of one project: its runs, of one workflow if the settings name one.</summary>
/// <param name="repository"><c>owner/name</c>.</param>
/// <param name="workflow">The file's name, such as <c>ci.yml</c>; null: runs of every workflow count.</param>
public sealed partial class GitHubSource(string repository, string? workflow, GitHubConnection connection) : ICiSource
{
    private const int PageSize = 100, MostPages = 5;

    public string Where => $"{repository} on GitHub";

    public string RunsAt => $"{connection.Address.Pages(repository)}actions/runs/";

    public string Notice => connection.NoticeOf(repository);

    public string Budget => connection.Limits.Budget;

    public async Task<CiRun?> Find(long runId, CancellationToken ct)
    {
        if (runId <= 0 || await RunOf(runId, ct) is not { } run) return null;
        CheckWorkflow(run);
        return await Told(run, ct);
    }

    public async Task<CiRun?> FindLast(string? branch, CancellationToken ct)
    {
        branch ??= await DefaultBranch(ct);
        var of = workflow is null ? "actions/runs" : $"actions/workflows/{Uri.EscapeDataString(workflow)}/runs";
        var what = $"the runs of {repository}";
        for (var page = 1; page <= MostPages; page++)
        {
            var runs = await connection.Get(repository, $"{of}?branch={Uri.EscapeDataString(branch)}&status=success&per_page=50&page={page}", GitHubJson.Default.WorkflowRuns, what, ct)
                ?? throw await NotThere(workflow is null ? null : $"workflow {workflow}", ct);
            // A fork may have a branch of the same name: what it built is somebody else's.
            if (runs.Items.FirstOrDefault(r => GitHubRun.IsOwn(r, repository) && r.HeadBranch == branch && r.Conclusion == "success") is { } last) return await Told(last, ct);
            if (runs.Items.Count < 50) return null;
        }

        return null;
    }

    private async Task<WorkflowRun?> RunOf(long runId, CancellationToken ct)
    {
        var run = await connection.Get(repository, $"actions/runs/{runId}?exclude_pull_requests=true", GitHubJson.Default.WorkflowRun, Named(runId), ct);
        if (run is null)
        {
            await CheckRepository(ct);
            return null;
        }

        if (run.Id != runId || run.RunAttempt < 1 || run.HeadSha.Length < 40 || !run.HeadSha.All(char.IsAsciiHexDigit))
            throw new CiUnavailableException($"GitHub's answer about {Named(runId)} does not fit the question.");
        return run;
    }

    private async Task<CiRun> Told(WorkflowRun run, CancellationToken ct)
    {
        var jobs = await All<JobList, Job>($"actions/runs/{run.Id}/attempts/{run.RunAttempt}/jobs", GitHubJson.Default.JobList, j => j.Items, $"the jobs of {Named(run.Id)}", ct);
        var files = await ArtifactsOf(run.Id, ct);
        var told = GitHubRun.Told(run, jobs, files, repository);
        return run.Status == "waiting" ? told with { Reviews = await ReviewsOf(run.Id, ct) } : told;
    }

    private Task<IReadOnlyList<OfferedFile>> ArtifactsOf(long runId, CancellationToken ct) =>
        All<OfferedFiles, OfferedFile>($"actions/runs/{runId}/artifacts", GitHubJson.Default.OfferedFiles, a => a.Items, $"the artifacts of {Named(runId)}", ct);

    private async Task<IReadOnlyList<TItem>> All<TPage, TItem>(
        string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TPage> type, Func<TPage, IReadOnlyList<TItem>> items, string what, CancellationToken ct)
        where TPage : class
    {
        var all = new List<TItem>();
        for (var page = 1; ; page++)
        {
            var got = items(await connection.Get(repository, $"{path}?per_page={PageSize}&page={page}", type, what, ct)
                ?? throw new CiUnavailableException($"GitHub does not tell {what} just now."));
            all.AddRange(got);
            if (got.Count < PageSize) return all;
            if (page >= MostPages) throw new CiUnavailableException($"There are more than {PageSize * MostPages} of {what}, and more are not looked at.");
        }
    }

    private void CheckWorkflow(WorkflowRun run)
    {
        // The path may carry the branch: .github/workflows/ci.yml@refs/heads/main
        var file = run.Path.Split('@')[0].Split('/')[^1];
        if (workflow is not null && !string.Equals(file, workflow, StringComparison.OrdinalIgnoreCase))
            throw new CiRefusedException($"run {run.Id} is a run of the workflow {Commands.PlainText.Line(file, 100)}, and releases of this project come from {workflow}; choose a run of that");
    }

    private async Task<string> DefaultBranch(CancellationToken ct) => (await CheckRepository(ct)).DefaultBranch;

    private async Task<RepositoryFacts> CheckRepository(CancellationToken ct) =>
        await connection.Get(repository, "", GitHubJson.Default.RepositoryFacts, repository, ct) ?? throw NoRepository();

    private async Task<CiUnavailableException> NotThere(string? what, CancellationToken ct)
    {
        await CheckRepository(ct);
        return new(what is null ? $"GitHub does not tell the runs of {repository}." : $"{repository} has no {what} on GitHub; check Ci:Workflow in the project's settings.") { IsRefusal = true };
    }

    private CiUnavailableException NoRepository() => new(
        $"GitHub knows no repository {repository}, or the {(connection.IsApp ? "App" : "token")} may not see it. Check Ci:Repository in the project's settings, and what the {(connection.IsApp ? "App's installation" : "token")} has access to.");

    private string Named(long runId) => $"run {runId} of {repository}";
}

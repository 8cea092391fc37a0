using System.Net;
using System.Security.Cryptography;
using System.Text;
using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.GitHub;

/// <summary>Work asked of GitHub: a workflow that is dispatched.</summary>
/// <remarks>
/// GitHub keeps nothing that tells two dispatches of the same apart, so the workflow must take an input named <c>correlation</c> and show it in its
/// <c>run-name</c>: by that its run is found again, also after a restart.
/// </remarks>
public sealed partial class GitHubSource
{
    public const string CorrelationInput = "correlation";

    public TimeSpan? AppearsWithin => TimeSpan.FromMinutes(2);

    public string CorrelationOf(string key) => Correlation(key);

    public Task Record(MadeRun run, CancellationToken ct) => throw new CiRefusedException(
        $"GitHub gives its runs itself and takes none from outside, so stages that make a release can't be used with {repository}; let a workflow build it and deploy its run");

    public async Task Start(string key, string workflow, IReadOnlyDictionary<string, string> inputs, string? branch, CancellationToken ct)
    {
        if (!GitHubAddress.IsWorkflow(workflow)) throw new CiUnavailableException("The stage's Workflow is no workflow's file name, such as verify.yml.") { IsRefusal = true };
        if (await NumberOf(key, ct) is not null) return;
        var given = new Dictionary<string, string>(inputs) { [CorrelationInput] = Correlation(key) };
        var at = branch ?? await DefaultBranch(ct);
        var path = $"actions/workflows/{Uri.EscapeDataString(workflow)}/dispatches";
        var answer = await connection.Post(repository, path, new Dispatch(at, given, ReturnRunDetails: true), GitHubJson.Default.Dispatch, ct);
        // A server that does not know it yet.
        if (answer.Status == HttpStatusCode.UnprocessableEntity && GitHubAnswers.Because(answer).Contains("return_run_details", StringComparison.Ordinal))
            answer = await connection.Post(repository, path, new Dispatch(at, given), GitHubJson.Default.Dispatch, ct);
        switch (answer.Status)
        {
            case HttpStatusCode.OK:
                connection.Dispatched[key] = GitHubAnswers.Read(answer, GitHubJson.Default.Dispatched, $"the run of {workflow}").WorkflowRunId;
                return;
            case HttpStatusCode.NoContent:
                return;
            case HttpStatusCode.NotFound:
                throw await NotThere($"workflow {workflow}", ct);
            case HttpStatusCode.UnprocessableEntity when GitHubAnswers.Because(answer).Contains(CorrelationInput, StringComparison.OrdinalIgnoreCase):
                throw new CiUnavailableException($"{workflow} of {repository} takes no input named {CorrelationInput}; declare it under workflow_dispatch, and show it in run-name, so that the run can be found.") { IsRefusal = true };
            default:
                throw GitHubAnswers.Refused(answer, $"to start {workflow} of {repository}", connection.IsApp);
        }
    }

    public async Task<CiRun?> Started(string key, CancellationToken ct) =>
        await NumberOf(key, ct) is { } number ? await WorkOf(number, ct) : null;

    public Task<CiRun?> Work(long run, CancellationToken ct) => WorkOf(run, ct);

    public async Task<bool> RunFailedAgain(long run, CancellationToken ct)
    {
        var answer = await connection.Post(repository, $"actions/runs/{run}/rerun-failed-jobs", ct);
        return answer.Status switch
        {
            HttpStatusCode.Created => true,
            // It runs already, nothing in it failed, or it is too old to be run again: then a new one is asked for.
            HttpStatusCode.NotFound or HttpStatusCode.Forbidden when GitHubAnswers.Header(answer, "X-Accepted-GitHub-Permissions") is not { Length: > 0 } => false,
            _ => throw GitHubAnswers.Refused(answer, $"to run {Named(run)} again", connection.IsApp),
        };
    }

    public async Task Stop(string key, CancellationToken ct)
    {
        if (await NumberOf(key, ct) is { } run) await Stop(key, run, ct);
    }

    public async Task Stop(string key, long run, CancellationToken ct)
    {
        var answer = await connection.Post(repository, $"actions/runs/{run}/cancel", ct);
        // 409: it has ended already.
        if (answer.Status is not (HttpStatusCode.Accepted or HttpStatusCode.Conflict or HttpStatusCode.NotFound))
            throw GitHubAnswers.Refused(answer, $"to cancel {Named(run)}", connection.IsApp);
    }

    public bool MayBe(string key, long runId) => !connection.Dispatched.TryGetValue(key, out var known) || known == runId;

    private async Task<CiRun?> WorkOf(long number, CancellationToken ct) => await RunOf(number, ct) is { } run ? await Told(run, ct) : null;

    private async Task<long?> NumberOf(string key, CancellationToken ct)
    {
        if (connection.Dispatched.TryGetValue(key, out var known)) return known;
        var correlation = Correlation(key);
        var runs = await connection.Get(repository, "actions/runs?event=workflow_dispatch&per_page=100", GitHubJson.Default.WorkflowRuns, $"the runs of {repository}", ct) ?? throw await NotThere(null, ct);
        if (runs.Items.FirstOrDefault(r => Has(r.DisplayTitle) || Has(r.Name)) is not { } found) return null;
        connection.Dispatched[key] = found.Id;
        return found.Id;

        bool Has(string? text) => text?.Contains(correlation, StringComparison.Ordinal) == true;
    }

    private static string Correlation(string key) => $"chatops-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..20]}";
}

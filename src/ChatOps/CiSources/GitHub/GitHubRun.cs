using System.Text.RegularExpressions;
using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Commands;
using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.GitHub;

/// <summary>From what GitHub tells of a run to what a release needs of it.</summary>
internal static partial class GitHubRun
{
    /// <summary>Of the repository's own branches, not of a fork's.</summary>
    public static bool IsOwn(WorkflowRun run, string repository) =>
        string.Equals(run.HeadRepository?.FullName, run.Repository?.FullName ?? repository, StringComparison.OrdinalIgnoreCase);

    public static CiRun Told(WorkflowRun run, IReadOnlyList<Job> jobs, IReadOnlyList<OfferedFile> files, string repository) => new(
        run.Id, run.RunAttempt, BranchOf(run, repository), run.HeadSha.ToLowerInvariant(), VersionOf(run), run.TriggeringActor?.Login ?? run.Actor?.Login ?? "",
        run.RunStartedAt ?? run.CreatedAt, ConclusionOf(run.Status, run.Conclusion), [.. jobs.Select(Told)], Offered(files, run.Id));

    /// <summary>Those that can still be had; of one name the newest, which is what a re-run left.</summary>
    public static IReadOnlyList<OfferedArtifact> Offered(IReadOnlyList<OfferedFile> files, long run) =>
    [
        .. Newest(files).Where(f => !f.Expired).Select(f => ArtifactName.IsPlain(f.Name)
            ? new OfferedArtifact(f.Name, f.SizeInBytes, DigestOf(f), f.ExpiresAt)
            : throw new CiUnavailableException($"An artifact of run {run} has a name that is no plain file name, so none of them are taken.")),
    ];

    public static IEnumerable<OfferedFile> Newest(IReadOnlyList<OfferedFile> files) => files.GroupBy(f => f.Name).Select(g => g.MaxBy(f => f.Id)!);

    /// <summary>A tag that is a version, if the run is of one; else the workflow's own count of runs and the commit: <c>57-0a1b2c3</c>.</summary>
    public static string VersionOf(WorkflowRun run) => run.HeadBranch is { } name && run.Event is "push" or "release" && run.HeadBranch is { } tag && Version().IsMatch(tag)
        ? tag
        : $"{run.RunNumber}-{run.HeadSha[..7].ToLowerInvariant()}";

    /// <summary>https://docs.github.com/en/rest/actions/workflow-runs: a status until it is completed, then a conclusion.</summary>
    public static CiConclusion ConclusionOf(string? status, string? conclusion) => (status, conclusion) switch
    {
        ("queued" or "in_progress" or "requested" or "waiting" or "pending", _) => CiConclusion.Running,
        (_, "success") => CiConclusion.Success,
        (_, "failure" or "timed_out" or "startup_failure") => CiConclusion.Failure,
        (_, "cancelled") => CiConclusion.Cancelled,
        (_, "skipped") => CiConclusion.Skipped,
        // action_required, neutral, stale, and what GitHub may think of later: nobody said that it is good.
        _ => CiConclusion.Unknown,
    };

    private static string BranchOf(WorkflowRun run, string repository)
    {
        var name = PlainText.Line(run.HeadBranch ?? "", 250);
        // As GitHub writes it. A fork's "main" must not pass for ours.
        return IsOwn(run, repository) ? name : $"{PlainText.Line(run.HeadRepository?.FullName ?? "a deleted fork", 150)}:{name}";
    }

    private static CiJob Told(Job job) => new(job.Name, ConclusionOf(job.Status, job.Conclusion), job.StartedAt, job.CompletedAt, Summary(job)) { Steps = StepsOf(job) };

    private static CiSteps? StepsOf(Job job) => job.Steps is not { Count: > 0 } steps ? null : new(
        steps.Count(s => s.Status == "completed"), steps.Count, PlainText.Line(steps.FirstOrDefault(s => s.Status == "in_progress")?.Name ?? "", 80));

    private static string Summary(Job job)
    {
        if (job.Conclusion is null or "success" or "skipped" or "cancelled") return "";
        var words = job.Conclusion switch
        {
            "failure" => "",
            "timed_out" => "timed out",
            var other => PlainText.Line(other.Replace('_', ' '), 40),
        };
        var step = job.Steps?.FirstOrDefault(s => s.Conclusion is "failure" or "timed_out")?.Name;
        var at = step is null ? "" : $"at {PlainText.Line(step, 80)}";
        return string.Join(' ', new[] { words, at }.Where(w => w.Length > 0));
    }

    // What can't be read is not trusted to be anything; the bytes are pinned as they come.
    private static Digest? DigestOf(OfferedFile file) =>
        file.Digest is { } text && text.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) && Digest.TryParse(text["sha256:".Length..], out var digest) ? digest : null;

    [GeneratedRegex(@"^v?\d+\.\d+\.\d+([-+.][0-9A-Za-z.+-]{1,60})?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Version();
}

using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Gates;

/// <summary>The gates: pure functions from facts to verdicts with words. What can't be told does not pass.</summary>
public static partial class Gate
{
    public const string ApprovalName = "approval";

    public static GateResult CiRun(CiRun run) => run.Conclusion switch
    {
        CiConclusion.Success => new("CI run", Verdict.Passed, $"run {run.Id} ended well"),
        CiConclusion.Running => new("CI run", Verdict.Waiting, $"run {run.Id} is still running; this goes on when it has ended"),
        CiConclusion.Failure => new("CI run", Verdict.Refused, FailedWords(run)),
        CiConclusion.Cancelled => new("CI run", Verdict.Refused, $"run {run.Id} was cancelled; run it again, or choose another run"),
        CiConclusion.Skipped => new("CI run", Verdict.Refused, $"run {run.Id} was skipped, so it tested nothing; choose another run"),
        _ => new("CI run", Verdict.Refused, $"how run {run.Id} ended could not be told, and that is not good enough to deploy"),
    };

    /// <summary>Each stage that the pipeline names must be among the run's jobs and must have passed. A run that is under way may not have begun it yet.</summary>
    public static IEnumerable<GateResult> CiStages(CiRun run, IReadOnlyList<string> stages) => stages.Select(stage =>
    {
        if (run.Job(stage) is not { } job)
        {
            return run.Conclusion == CiConclusion.Running
                ? new GateResult(stage, Verdict.Waiting, $"{stage} has not begun yet")
                : new GateResult(stage, Verdict.Refused, $"run {run.Id} has no job named {stage}, and this pipeline asks for it");
        }

        var summary = job.Summary.Length > 0 ? $": {job.Summary}" : "";
        return job.Conclusion switch
        {
            CiConclusion.Success => new(stage, Verdict.Passed, job.Summary.Length > 0 ? job.Summary : "in CI"),
            CiConclusion.Running => new(stage, Verdict.Waiting, $"{stage} is still running{summary}"),
            CiConclusion.Failure => new(stage, Verdict.Refused, $"{stage} failed{summary}"),
            _ => new GateResult(stage, Verdict.Refused, $"{stage} did not pass{summary}"),
        };
    });

    public static GateResult ArtifactDigests(Release? release) => release is null
        ? new("artifact digests", Verdict.Waiting, "the artifacts are not in the store yet; they are copied and hashed when a deployment is asked for")
        : new("artifact digests", Verdict.Passed, string.Join(", ", release.Deployables.Select(a => $"{a.Name} {a.Digest.Short}")) + " in the store");

    /// <summary>Production accepts only what passed the environments before it: the same bytes, deployed and healthy.</summary>
    public static IEnumerable<GateResult> PassedBefore(EnvironmentPolicy policy, long ciRun, EnvironmentFacts facts) =>
        policy.After.Select(before => facts.PassedIn.Contains(before)
            ? new GateResult($"after {before}", Verdict.Passed, $"these bytes were deployed to {before} and proved healthy")
            : facts.Skipped is { } skipped && string.Equals(skipped.Environment, before, StringComparison.OrdinalIgnoreCase)
            ? new GateResult($"after {before}", Verdict.Passed, $"skipped by {skipped.By}: {skipped.Reason}")
            : new GateResult($"after {before}", Verdict.Refused,
                $"run {ciRun} has not passed {before}; deploy it there first: /deploy {before} run {ciRun}"));

    public static GateResult Line(LineEntry? ahead, LinePlace? place = null)
    {
        if (ahead is null) return new("line", Verdict.Passed, "nothing is in front");
        var position = place is null ? "" : $"{Ordinal(place.Position)} in line, ";
        var time = place switch
        {
            { Expected: { } at } => $"; its turn should come at about {at.UtcDateTime:HH:mm} UTC",
            { Usually: { } usually } => $"; a deployment usually takes {(usually.TotalSeconds < 90 ? $"{usually.TotalSeconds:0} s" : $"{usually.TotalMinutes:0} min")} there",
            _ => "",
        };
        return new("line", Verdict.Waiting, $"{position}behind {ahead}{time}");
    }

    /// <param name="tally">How far it is; null where nobody has voted yet.</param>
    public static GateResult Approval(ApprovalPolicy? policy, Tally? tally)
    {
        if (policy is null) return new(ApprovalName, Verdict.Passed, "nobody is asked here");
        tally ??= Tally.Of(policy, []);
        if (tally.IsFull) return new(ApprovalName, Verdict.Passed, tally.Words);
        var now = string.Join(" and ", tally.AskedNow.Select(p => $"@{p.Group}"));
        var order = policy.InOrder && policy.Asked.Count > 1 ? $"; {now} {(tally.AskedNow.Count == 1 ? "is" : "are")} asked now" : "";
        return new(ApprovalName, Verdict.Waiting, $"{tally.Words}{order}; the requester's own doesn't count", ClearedBy: now);
    }

    private static string Ordinal(int number) => (number % 100, number % 10) switch
    {
        (11 or 12 or 13, _) => $"{number}th",
        (_, 1) => $"{number}st",
        (_, 2) => $"{number}nd",
        (_, 3) => $"{number}rd",
        _ => $"{number}th",
    };

    private static string FailedWords(CiRun run)
    {
        var failed = run.Jobs.Where(j => j.Conclusion == CiConclusion.Failure)
            .Select(j => j.Summary.Length > 0 ? $"{j.Name} ({j.Summary})" : j.Name).ToList();
        var what = failed.Count > 0 ? $": {string.Join(", ", failed)}" : "";
        return $"run {run.Id} failed in CI{what}; mend it and deploy the run that passes";
    }
}

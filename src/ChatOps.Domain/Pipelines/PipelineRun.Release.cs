using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Pipelines;

/// <summary>From the request to a pinned release: the requester, the CI run, its stages, its artifacts.</summary>
public sealed partial class PipelineRun
{
    private static readonly TimeSpan AskCiEvery = TimeSpan.FromSeconds(15);

    private int _failures;

    public void RequesterIs(Standing standing, DateTimeOffset now)
    {
        if (Due is not IdentifyRequester) return;
        Settled();
        RequestedBy = RequestedBy with { Name = NameOf(standing.Person.Name) };
        if (standing.Objection is { } objection)
        {
            Finish(RunStatus.Refused, RequestedBy, objection, now);
            return;
        }

        if (WhyNoEmergency(standing) is { } no)
        {
            Finish(RunStatus.Refused, RequestedBy, no, now);
            return;
        }

        IsRequesterKnown = true;
        IsRequesterApprover = Definition.Environment.Approval is { } policy && standing.IsIn(policy.Group);
        Notice = "";
        SetStage(Kind == RunKind.Deploy ? StageKind.Source : StageKind.Artifacts, s => s.Begin(now));
        Happened("requester.identified", RequestedBy, IsRequesterApprover ? $"a member, and one of @{Definition.Environment.Approval!.Group}" : "a member");
    }

    /// <param name="askAgainAfter">Of a CI run that has not ended; null: as usual. Longer where CI tells by itself.</param>
    public void CiRunIs(CiRun run, DateTimeOffset now, TimeSpan? askAgainAfter = null)
    {
        if (Due is not ResolveRelease) return;
        Settled();
        Ci = run;
        CiRun = run.Id;
        Gates = CiGates(run);
        SetStage(s => s.Kind == StageKind.Source && s.State != StageState.Passed, s => s.End(StageState.Passed, now, $"{run.Branch} {ShortCommit(run.Commit)}"));
        SetStage(s => s.Kind == StageKind.Ci, s => AsCiTellsIt(s, run));

        if (AnotherAttempt(run) is { } another)
        {
            Gates = [another];
            Finish(RunStatus.Refused, null, another.Words, now);
        }
        else if (Gates.FirstOrDefault(g => g.Verdict is Verdict.Refused or Verdict.Unknown) is { } no)
        {
            Happened("release.resolved", null, $"run {run.Id} attempt {run.Attempt}, commit {run.Commit}");
            Finish(RunStatus.Refused, null, no.Words, now);
        }
        else if (Gates.FirstOrDefault(g => g.Verdict == Verdict.Waiting) is { } wait)
        {
            LookAgainAt = now + (_isCiHeardOf ? AskCiEvery : askAgainAfter ?? AskCiEvery);
            _isCiHeardOf = false;
            WaitsBecause(wait.Words);
            Version++;
        }
        else
        {
            Notice = "";
            SetStage(StageKind.Artifacts, s => s.Begin(now));
            Happened("release.resolved", null, $"run {run.Id} attempt {run.Attempt}, commit {run.Commit}, branch {run.Branch}");
        }
    }

    /// <summary>The release can't be had: no such run, changed or missing bytes, too large.</summary>
    public void ReleaseIsRefused(string words, DateTimeOffset now)
    {
        if (Due is not (ResolveRelease or TakeInArtifacts or VerifyStoredArtifacts)) return;
        var gate = Due is ResolveRelease ? "CI run" : "artifact digests";
        Settled();
        Gates = [.. Gates.Where(g => g.Gate != gate), new(gate, Verdict.Refused, words)];
        SetStage(s => s.Kind == StageKind.Artifacts && s.State == StageState.Passed, s => s.End(StageState.Failed, now, s.Words));
        Finish(RunStatus.Refused, null, words, now);
    }

    /// <param name="how">A remark on where its bytes came from; empty: from CI, or they were in the store.</param>
    public void ReleaseIs(Release release, DateTimeOffset now, string how = "")
    {
        if (Due is not TakeInArtifacts) return;
        Settled();
        Release = release;
        ReleaseId = release.Id == 0 ? null : release.Id;
        CiRun = release.CiRun;
        if (ArtifactToDeploy is not { } artifact)
        {
            ReleaseIsRefused(
                Definition.Artifact is { } name
                    ? $"run {release.CiRun} made no artifact named {name}; it made: {string.Join(", ", release.Artifacts.Select(a => a.Name))}"
                    : release.Deployables.Count == 0 ? $"run {release.CiRun} made nothing to deploy, only evidence: {string.Join(", ", release.Artifacts.Select(a => a.Name))}"
                    : $"run {release.CiRun} made {release.Deployables.Count} artifacts; the settings must name the one to deploy (Projects:{Project}:Artifact)",
                now);
            return;
        }

        var words = string.Join(", ", release.Artifacts.Select(a => $"{a.Name} {a.Digest.Short}")) + how;
        SetStage(StageKind.Artifacts, s => s.End(StageState.Passed, now, string.Join(", ", release.Deployables.Select(a => $"{a.Name} {a.Digest.Short}")) + how));
        Notice = "";
        Happened("artifacts.pinned", null, words, artifact.Digest);
        if (!IsUnfinished(StagePart.Before)) JoinLine(now);
        _remarks.AddRange(EvidenceRemarks.Of(release.Reports));
    }

    /// <param name="asked">What was asked: if something else runs there by now, the answer is of no use.</param>
    /// <param name="missing">Why they can't be told; empty: they are.</param>
    public void ChangesAre(ListChanges asked, IReadOnlyList<Change> changes, string missing = "")
    {
        if (Due is not ListChanges due || due != asked) return;
        Settled();
        Changes = changes;
        if (missing.Length > 0) _remarks.Add(new("Changes", $"The commits in between could not be listed: {missing}"));
        Version++;
    }

    /// <summary>Something outside gave no answer: nothing is decided, and it is tried again, later and later.</summary>
    public void TryAgainLater(string words, DateTimeOffset now)
    {
        if (Due is NothingMore or GiveOrder or WorkOnStages) return;
        // When it can be asked again, the bytes may be others by then.
        if (Due is CheckApprovers or ConfirmRelease) LookOnceMore();
        _failures++;
        LookAgainAt = now + TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Min(_failures, 6))));
        WaitsBecause(words);
    }

    private void WaitsBecause(string words)
    {
        if (Notice == words) return;
        Notice = words;
        Happened("run.waits", null, words);
    }

    private void Settled()
    {
        _failures = 0;
        LookAgainAt = null;
    }

    private GateResult? AnotherAttempt(CiRun run) => CiAttempt is { } asked && asked != run.Attempt
        ? new("CI run", Verdict.Refused, $"run {run.Id} is at attempt {run.Attempt}, and attempt {asked} was asked for; ask for the run again if you mean attempt {run.Attempt}")
        : null;

    private IReadOnlyList<GateResult> CiGates(CiRun run) => [Gate.CiRun(run), .. Gate.CiStages(run, Definition.CiStages)];

    private static StageRun AsCiTellsIt(StageRun stage, CiRun run)
    {
        if (run.Job(stage.Name) is not { } job)
        {
            return run.Conclusion == CiConclusion.Running
                ? new(stage.Name, StageKind.Ci, StageState.Waiting)
                : new(stage.Name, StageKind.Ci, StageState.Failed, Words: "CI has no such job");
        }

        var state = job.Conclusion switch
        {
            CiConclusion.Success => StageState.Passed,
            CiConclusion.Running => StageState.Running,
            CiConclusion.Failure => StageState.Failed,
            CiConclusion.Cancelled => StageState.Cancelled,
            CiConclusion.Skipped => StageState.Skipped,
            _ => StageState.OutcomeUnknown,
        };
        return stage with { State = state, StartedAt = job.StartedAt, FinishedAt = job.FinishedAt, Words = job.Summary };
    }

    private static string ShortCommit(string commit) => commit.Length > 7 ? commit[..7] : commit;
}

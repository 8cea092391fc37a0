using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Pipelines;

/// <summary>Right before it begins: are the bytes, the approvers and the CI run still what they were?</summary>
public sealed partial class PipelineRun
{
    /// <summary>The stored artifacts were hashed again for this decision.</summary>
    public bool IsStoreVerified { get; private set; }

    /// <summary>The chat said again that everybody who approved may.</summary>
    public bool AreApproversChecked { get; private set; }

    /// <summary>CI was asked again.</summary>
    public bool IsCiConfirmed { get; private set; }

    private Step LastLook
    {
        get
        {
            if (!IsStoreVerified) return new VerifyStoredArtifacts();
            if (!AreApproversChecked && Approvals.Any()) return new CheckApprovers();
            if (!IsCiConfirmed && Kind == RunKind.Deploy) return new ConfirmRelease(Release!.CiRun);
            if (!_isOutsideConfirmed && AsksOutside) return new AskOutside();
            return new BeginDeployment();
        }
    }

    /// <param name="isWayBackThere">What it replaces was found intact in the store too, see <see cref="MustBeRestorable"/>.</param>
    public void StoreIsVerified(bool isWayBackThere = true)
    {
        if (Due is not VerifyStoredArtifacts) return;
        Settled();
        IsStoreVerified = !Gates.Any(g => g.Verdict != Verdict.Passed && g.Gate != Gate.WayBackName);
        WayBack = MustBeRestorable is { } replaces ? new(replaces.Deployment, isWayBackThere) : WayBack;
        Happened("artifacts.verified", null, $"the stored bytes are the pinned ones{(isWayBackThere ? "" : $"; those of {MustBeRestorable}, which it would replace, are missing or damaged")}", ArtifactToDeploy!.Digest);
    }

    /// <param name="standings">What the chat says now of those who approved. Somebody who is missing is asked about next time.</param>
    public void ApproversAre(IReadOnlyList<Standing> standings)
    {
        if (Due is not CheckApprovers) return;
        Settled();
        var gone = new List<(Vote Vote, string Why)>();
        var all = true;
        foreach (var vote in Approvals.ToList())
        {
            if (standings.FirstOrDefault(s => s.Person.Is(vote.By)) is not { } standing) all = false;
            else if ((vote.WhyNoLonger(standing) ?? WhyNoLongerAsAuthor(vote, standing)) is { } why) gone.Add((vote, why));
        }

        foreach (var (vote, why) in gone) VoidVotes([vote], why, "An approval no longer counts, so it is asked again");
        if (gone.Count > 0)
        {
            AskedAt = null;
        }
        else if (all)
        {
            AreApproversChecked = true;
            Happened("approvers.checked", null, $"{string.Join(", ", Approvals.Select(v => v.By.Name))} may still approve");
        }
    }

    /// <param name="now">What CI says now; null: it can't say, or knows the run no longer, and the pinned release speaks for itself.</param>
    public void CiStillIs(CiRun? now, DateTimeOffset at)
    {
        if (Due is not ConfirmRelease) return;
        Settled();
        IsCiConfirmed = true;
        if (now is null)
        {
            Happened("release.confirmed", null, "CI tells nothing of it any more; what it told when the artifacts were taken in holds");
        }
        else if (AnotherAttempt(now) is { } another)
        {
            NoLongerTheRelease(another.Words, at);
        }
        else if (now.Attempt != Release!.Attempt)
        {
            StartOver(now);
        }
        else if (now.Commit != Release.Commit)
        {
            NoLongerTheRelease($"CI now says that run {now.Id} is of commit {ShortCommit(now.Commit)}; it was {ShortCommit(Release.Commit)} when its artifacts were pinned. Run CI again and deploy the new run", at);
        }
        else if (now.Artifacts.FirstOrDefault(IsReplaced) is { } replaced)
        {
            NoLongerTheRelease($"{replaced.Name} of run {now.Id} was replaced in CI after it was pinned. Run CI again and deploy the new run", at);
        }
        else
        {
            Ci = now;
            Happened("release.confirmed", null, $"CI says the same of run {now.Id}, attempt {now.Attempt}");
        }
    }

    private bool IsReplaced(OfferedArtifact offered) =>
        offered.Digest is { } digest && Release!.Artifacts.FirstOrDefault(a => a.Name == offered.Name) is { } pinned && pinned.Digest != digest;

    private void NoLongerTheRelease(string words, DateTimeOffset now)
    {
        Gates = [.. Gates.Where(g => g.Gate != "CI run"), new("CI run", Verdict.Refused, words)];
        Finish(RunStatus.Refused, null, words, now);
    }

    // What CI made the second time is another release: it is taken in, and people are asked about it.
    private void StartOver(CiRun now)
    {
        var because = $"run {now.Id} was run again in CI (attempt {now.Attempt})";
        (Ci, Release, ReleaseId, InLineSince, AskedAt) = (now, null, null, null, null);
        Gates = CiGates(now);
        LookOnceMore();
        SetStage(s => s.Kind == StageKind.Ci, s => AsCiTellsIt(s, now));
        SetStage(StageKind.Artifacts, s => s with { State = StageState.Running, FinishedAt = null, Words = "" });
        Status = RunStatus.Running;
        Notice = because;
        Happened("release.replaced", null, because);
        VoidVotes([.. CountingVotes], because, "CI ran it again, so it is asked again");
    }

    private void LookOnceMore() => (IsStoreVerified, AreApproversChecked, IsCiConfirmed) = (false, false, false);
}

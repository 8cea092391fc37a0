using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Pipelines;

/// <summary>In front of the deployment: the gates, the decision, and the people's votes on it.</summary>
public sealed partial class PipelineRun
{
    /// <summary>The stored artifacts were hashed again for this decision.</summary>
    public bool IsStoreVerified { get; private set; }

    private IEnumerable<Vote> CountingVotes => _votes.Where(v => v.Counts && v.Stage is null);

    /// <summary>Different people who said yes to the decision as it is now.</summary>
    public int YesCount => CountingVotes.Where(v => v.Approves).Select(v => v.By.Id).Distinct().Count();

    /// <summary>Its release is pinned and it has not begun: only then do its gates look at the environment.</summary>
    public bool IsAtGates => !Status.IsFinal() && Attempt is null && InLineSince is not null && Release is not null;

    /// <summary>Evaluates the gates on fresh facts. Every time before <see cref="Next"/>, in the same transaction.</summary>
    public void Observe(EnvironmentFacts facts, DateTimeOffset now)
    {
        if (!IsAtGates || EndsForNewer(facts, now)) return;

        var automatic = AutomaticGates(Release!, facts, now);
        if (automatic.FirstOrDefault(g => g.Verdict is Verdict.Refused or Verdict.Unknown) is { } no)
        {
            Gates = automatic;
            Finish(RunStatus.Refused, null, no.Words, now);
            return;
        }

        if (NothingToDo(facts) is { } nothing)
        {
            Gates = automatic;
            Finish(RunStatus.Refused, null, nothing, now);
            return;
        }

        MoveDecision(new(Release!.Artifacts, facts.Current, [.. automatic.Select(Gate.AsDecided).OfType<GateResult>()], PolicyWords));
        var line = Gate.Line(facts.Ahead, facts.Place);
        var approval = ApprovalGate;
        var wayBack = WayBackGate(facts);
        SetGates([.. automatic, .. wayBack, line, approval]);
        if (FinishWithoutWayBack(wayBack, now)) return;
        if (automatic.FirstOrDefault(Gate.IsShut) is { } shut) StandInLine(shut.Words);
        else if (line.Verdict != Verdict.Passed) StandInLine(line.Words);
        else if (wayBack.Any(g => g.Verdict == Verdict.Waiting)) Become(RunStatus.Running, "");
        else if (approval.Verdict != Verdict.Passed) Ask(now);
        else if (automatic.FirstOrDefault(g => g.Verdict == Verdict.Waiting) is { } closed) WaitAtGate(closed);
        else Become(RunStatus.Running, "");
    }

    private IReadOnlyList<GateResult> AutomaticGates(Release release, EnvironmentFacts facts, DateTimeOffset now) => Kind == RunKind.Rollback
        ? GatesBefore.Rollback(Definition.Environment, release, facts, now)
        : GatesBefore.Deployment(Definition.Environment, Definition.CiStages, Ci!, release, facts with { Skipped = Skipped }, now);

    private GateResult ApprovalGate => Kind == RunKind.Rollback && IsRequesterApprover
        ? new(Gate.ApprovalName, Verdict.Passed, $"{RequestedBy.Name} is one of @{Definition.Environment.Approval!.Group}, so this rollback needs nobody else")
        : Gate.Approval(ApprovalNeeded, YesCount);

    /// <param name="shown">The decision that the card showed when the button was pressed.</param>
    /// <param name="standing">What the chat says of this person now.</param>
    public VoteOutcome Decide(Standing standing, bool approves, string? reason, string shown, DateTimeOffset now)
    {
        if (AskingStage is { } stage) return DecideStage(stage, standing, approves, reason, shown, now);
        var outcome = Judge(standing, approves, shown);
        var by = standing.Person;
        if (outcome.Result == VoteResult.Counted)
        {
            _votes.Add(new(by, approves, reason, shown, now));
            Happened("vote.counted", by, $"{(approves ? "approved" : "rejected")} decision {shown}{(reason is null ? "" : $": {reason}")}", ArtifactToDeploy?.Digest);
            if (approves)
            {
                LookAgainAt = null;
            }
            else
            {
                Gates = [.. Gates.Where(g => g.Gate != Gate.ApprovalName), new(Gate.ApprovalName, Verdict.Refused, $"{by.Name} said no")];
                Finish(RunStatus.Refused, by, $"{by.Name} rejected it: {reason ?? "no reason given"}", now);
            }
        }
        else
        {
            _events.Add(new("vote.refused", by, $"{(approves ? "approve" : "reject")}: {outcome.Words}"));
        }

        return outcome;
    }

    private VoteOutcome Judge(Standing standing, bool approves, string shown)
    {
        var by = standing.Person;
        if (Status.IsFinal()) return new(VoteResult.OutOfDate, $"Run #{Id} has already ended: {Notice}");
        if (standing.Objection is { } objection) return VoteOutcome.Refused($"Your click does not count: {objection}.");
        if (Attempt is not null) return new(VoteResult.OutOfDate, $"Run #{Id} was approved and is being deployed already.");
        if (Decision is null) return VoteOutcome.Refused("Nobody is asked yet: the release is not ready. The card will ask.");
        if (ApprovalNeeded is not { } policy) return VoteOutcome.Refused("Nobody is asked for this run.");
        if (!standing.IsIn(policy.Group))
            return VoteOutcome.Refused($"Your click does not count: only members of @{policy.Group} decide on {Environment}, and you are not one of them.");
        if (by.Is(RequestedBy) && approves)
            return VoteOutcome.Refused("Your click does not count: you asked for this run, so somebody else must approve it.");
        if (approves && policy.NotAuthors && Changes?.Any(c => string.Equals(c.Author, by.Name, StringComparison.OrdinalIgnoreCase)) == true)
            return VoteOutcome.Refused("Your click does not count: the range holds a commit of yours, so somebody else must approve it.");
        if (approves && policy.NotAuthors && Changes is null)
            return VoteOutcome.Refused("Your click does not count yet: whose commits these are is not known so far. Press again when the card lists them.");
        if (shown != Decision.Id)
            return new(VoteResult.OutOfDate, "This card was out of date: what is decided on has changed since. Look at the card as it is now, and decide again.");
        if (Status == RunStatus.Queued) return new(VoteResult.OutOfDate, $"It is not its turn yet: {Notice}. The card will ask again.");
        if (CountingVotes.Any(v => v.By.Is(by) && v.Approves == approves))
            return new(VoteResult.AlreadyCounted, $"Your vote is already counted ({YesCount} of {policy.Quorum}).");
        if (!approves) return VoteOutcome.Counted("Rejected.");
        return VoteOutcome.Counted(YesCount < policy.Quorum ? $"Your approval is counted ({YesCount + 1} of {policy.Quorum})." : "Your approval is counted; there were enough already.");
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

    private string PolicyWords => ApprovalNeeded is { } p ? $"{p.Quorum} of @{p.Group}{(p.NotAuthors ? ", not authors" : "")}{SkippingWords}" : "nobody is asked";

    private void MoveDecision(Decision next)
    {
        if (Decision?.Id == next.Id) return;
        var before = Decision;
        Decision = next;
        IsStoreVerified = false;
        if (before?.Replaces?.Commit != next.Replaces?.Commit) Changes = null;
        AskedAt = null;
        var because = before?.WhatChangedIn(next);
        var voided = CountingVotes.ToList();
        foreach (var vote in voided) vote.Void(because!);
        Happened("decision.set", null, because is null ? $"decision {next.Id}" : $"decision {next.Id}: {because}", ArtifactToDeploy?.Digest);
        if (voided.Count == 0) return;
        Happened("votes.void", null, $"{voided.Count} void: {because}");
        var names = string.Join(", ", voided.Select(v => v.By.Name));
        _remarks.Add(new("The decision changed, so it is asked again", $"{because}. What {names} said no longer counts.", IsBad: true));
    }

    // Whoever waits in line is not asked: when its turn comes, people have the whole time again, and the bytes are hashed again.
    private void StandInLine(string words)
    {
        AskedAt = null;
        IsStoreVerified = false;
        Become(RunStatus.Queued, words);
    }

    // It keeps its place and its votes; the bytes are hashed again when the gate opens.
    private void WaitAtGate(GateResult closed)
    {
        IsStoreVerified = false;
        Become(RunStatus.Queued, closed.Words);
    }

    private void Ask(DateTimeOffset now)
    {
        AskedAt ??= now;
        var policy = ApprovalNeeded!;
        if (now >= AskedAt + policy.ExpiresAfter)
        {
            Finish(RunStatus.Cancelled, null, "nobody answered in time, so the line is free again; press Retry to ask once more", now);
            return;
        }

        Become(RunStatus.WaitingForApproval, $"waiting for {policy.Quorum - YesCount} more of @{policy.Group}");
    }

    private void Become(RunStatus status, string notice)
    {
        // Trouble that is being waited out is the one thing to know.
        if (Status == status && (Notice == notice || _failures > 0)) return;
        Status = status;
        Notice = notice;
        Happened(status switch
        {
            RunStatus.Queued => "run.queued",
            RunStatus.WaitingForApproval => "run.waits-for-approval",
            _ => "run.goes-on",
        }, null, notice);
    }

    private void SetGates(IReadOnlyList<GateResult> gates)
    {
        if (Gates.SequenceEqual(gates)) return;
        Gates = gates;
        Version++;
    }
}

using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Pipelines;

/// <summary>In front of the deployment: the gates, the line, and whether people are asked.</summary>
public sealed partial class PipelineRun
{
    /// <summary>Its release is pinned and it has not begun: only then do its gates look at the environment.</summary>
    public bool IsAtGates => !Status.IsFinal() && Attempt is null && InLineSince is not null && Release is not null;

    /// <summary>Evaluates the gates on fresh facts. Every time before <see cref="Next"/>, in the same transaction.</summary>
    public void Observe(EnvironmentFacts facts, DateTimeOffset now)
    {
        if (!IsAtGates || EndsForNewer(facts, now) || EndsTooLate(now)) return;
        if (facts.IsGone)
        {
            Finish(RunStatus.Refused, null, $"{Environment} is no longer in the settings", now);
            return;
        }

        Adopt(facts.Policy);
        LookOutside(now);
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
            // A schedule that finds nothing new has not failed, and nobody waits for a word of it.
            if (IsByBot) Finish(RunStatus.Cancelled, null, $"skipped: {nothing}", now);
            else Finish(RunStatus.Refused, null, nothing, now);
            return;
        }

        MoveDecision(DecisionOn(facts.Current, [.. automatic.Select(Gate.AsDecided).OfType<GateResult>()]));
        var line = IsBeforeItsTime(now) ? Gate.LineLater(Start!) : Gate.Line(facts.Ahead, facts.Place);
        var closed = automatic.FirstOrDefault(g => g.Verdict == Verdict.Waiting);
        if (line.Verdict == Verdict.Passed && (closed is null || !IsApproved)) VoidExpired(now);
        var approval = ApprovalGate;
        var wayBack = WayBackGate(facts);
        SetGates([.. automatic, .. wayBack, line, approval]);
        if (FinishWithoutWayBack(wayBack, now)) return;
        if (automatic.FirstOrDefault(Gate.IsShut) is { } shut) StandInLine(shut.Words);
        else if (line.Verdict != Verdict.Passed) StandInLine(line.Words);
        else if (wayBack.Any(g => g.Verdict == Verdict.Waiting)) Become(RunStatus.Running, "");
        // What machines can tell, people see before they decide.
        else if (AsksOutside && Outside is null) Become(RunStatus.Running, "");
        else if (approval.Verdict != Verdict.Passed) Ask(now);
        else if (closed is not null) WaitAtGate(closed);
        else Become(RunStatus.Running, "");
    }

    private IReadOnlyList<GateResult> AutomaticGates(Release release, EnvironmentFacts facts, DateTimeOffset now)
    {
        var gates = Kind == RunKind.Rollback
            ? GatesBefore.Rollback(Definition.Environment, release, facts, now)
            : GatesBefore.Deployment(Definition.Environment, Definition.CiStages, Ci!, release, facts with { Skipped = Skipped, Start = Start }, now, Request);
        return IsEmergency ? Emergency.PassOver(gates) : gates;
    }

    /// <summary>What the gates can know from the run alone.</summary>
    public RequestFacts Request => new(RequestedAt, Changes?.Count, Outside);

    private GateResult ApprovalGate => (Kind, IsEmergency) switch
    {
        (_, true) => new(Gate.ApprovalName, Verdict.Passed, $"{Emergency.PassedOver}: nobody was asked before; somebody else must sign for it afterwards"),
        (RunKind.Rollback, _) when IsRequesterApprover =>
            new(Gate.ApprovalName, Verdict.Passed, $"{RequestedBy.Name} is one of @{Definition.Environment.Approval!.Group}, so this rollback needs nobody else"),
        _ => Gate.Approval(ApprovalNeeded, Tally),
    };

    // Whoever waits in line is not asked: when its turn comes, people have the whole time again, and everything is looked at again.
    private void StandInLine(string words)
    {
        AskedAt = null;
        LookOnceMore();
        Become(RunStatus.Queued, words);
    }

    // It keeps its place and its votes; everything is looked at again when the gate opens.
    private void WaitAtGate(GateResult closed)
    {
        LookOnceMore();
        Become(RunStatus.Queued, closed.Words);
    }

    private void Ask(DateTimeOffset now)
    {
        AskedAt ??= now;
        LookOnceMore();
        var policy = ApprovalNeeded!;
        if (now >= AskedFor + policy.ExpiresAfter)
        {
            Finish(RunStatus.Cancelled, null, "nobody answered in time, so the line is free again; press Retry to ask once more", now);
            return;
        }

        Become(RunStatus.WaitingForApproval, $"{Tally!.WaitsFor}{(IsBeforeItsTime(now) ? $"; scheduled for {Start!.Text}" : "")}");
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

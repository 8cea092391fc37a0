using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Strategies;

namespace ChatOps.Domain.Pipelines;

public sealed partial class PipelineRun
{
    /// <summary>What must be done now.</summary>
    public Step Next(DateTimeOffset now) => !Status.IsFinal() && LookAgainAt > now ? new Wait(LookAgainAt)
        : Due is WorkOnStages stages ? StageStep(stages.Part, now)
        : Due;

    // The whole life of a run on one screen. What comes of a step that is due no longer (the run was cancelled meanwhile,
    // somebody else took it further) is not recorded.
    private Step Due
    {
        get
        {
            if (Status.IsFinal()) return new NothingMore();
            if (Attempt is { Current: { BegunAt: null, Kind: StepKind.StopPrevious }, WayBackBecause: null } && IsUnfinished(StagePart.After)) return new WorkOnStages(StagePart.After);
            if (Attempt is { Current: { } order } attempt) return new GiveOrder(attempt.Token, order.Kind, order.BegunAt is not null);
            if (Definition.AwaitsStages) return new ReadStages();
            if (!IsRequesterKnown) return new IdentifyRequester(RequestedBy, Definition.Environment.Approval?.Group, IsEmergency ? Definition.Environment.Emergency?.Group : null);
            if (IsFromSource && CiRun is null)
                return Revision is null ? new FindRevision(Branch) : IsUnfinished(StagePart.Source) ? new WorkOnStages(StagePart.Source) : new RecordCiRun();
            if (!IsPinned) return Kind == RunKind.Deploy && !HasCiPassed ? new ResolveRelease(CiRun) : new TakeInArtifacts();
            if (InLineSince is null) return new WorkOnStages(StagePart.Before);
            if (Changes is null) return new ListChanges(Decision?.Replaces?.Commit, Release!.Commit);
            if (_mustAskOutside) return new AskOutside();
            if (IsWayBackDue) return new VerifyStoredArtifacts();
            if (Gates.Count == 0 || Gates.Any(g => g.Verdict != Verdict.Passed)) return new Wait(GatesMayChangeAt);
            return LastLook;
        }
    }

    private bool HasCiPassed => Ci is not null && CiGates(Ci).All(g => g.Verdict == Verdict.Passed);

    private DateTimeOffset? ApprovalExpiresAt =>
        Status == RunStatus.WaitingForApproval ? AskedFor + Definition.Environment.Approval?.ExpiresAfter : null;

    // When to look again though nothing happened: null never comes first.
    private DateTimeOffset? GatesMayChangeAt => Gates.Where(g => g.Verdict == Verdict.Waiting).Select(g => g.Until).Append(ApprovalExpiresAt).Append(VoteExpiresAt).Min();

    private DateTimeOffset? VoteExpiresAt =>
        Status == RunStatus.WaitingForApproval ? CountingVotes.Min(v => (DateTimeOffset?)NotBeforeItsTime(v.At)) + ApprovalNeeded?.ExpiresAfter : null;

    /// <summary>Who must say yes to this run. A rollback by one of the approvers is their own responsibility and needs nobody else.</summary>
    public ApprovalPolicy? ApprovalNeeded => (Definition.Environment.Approval, Kind) switch
    {
        (null, _) => null,
        _ when IsEmergency => null,
        ({ } policy, _) when Skips is not null => IsRisky(policy) ? policy.OneMore.OneMore : policy.OneMore,
        (_, RunKind.Rollback) when IsRequesterApprover => null,
        ({ } policy, RunKind.Rollback) => policy.ForRollback,
        ({ } policy, _) when IsRisky(policy) => policy.OneMore,
        var (policy, _) => policy,
    };
}

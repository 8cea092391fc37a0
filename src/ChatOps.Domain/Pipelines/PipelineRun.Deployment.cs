using ChatOps.Domain.Approvals;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Strategies;

namespace ChatOps.Domain.Pipelines;

/// <summary>The deployment itself: orders to the target, one after the other, and the way back.</summary>
public sealed partial class PipelineRun
{
    /// <summary>How long a target that gives no answer is asked again before the run says that it does not know.</summary>
    public static readonly TimeSpan AskTargetFor = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan AskTargetEvery = TimeSpan.FromSeconds(2);

    private DateTimeOffset? _silentSince;
    private string? _failedBehind;

    /// <summary>Who cancelled while it was being deployed; it goes back at the next safe point.</summary>
    public Person? CancelledBy { get; private set; }

    /// <summary>Why it goes back, where that is not simply that somebody pressed Cancel.</summary>
    public string? CancelledBecause { get; private set; }

    /// <summary>Cancel makes sense now.</summary>
    public bool CanBeCancelled => !Status.IsFinal() && CancelledBy is null && (Attempt is null or { IsSafeToCancel: true } || IsBeingVerified);

    /// <summary>What the environment holds from now on is this run's release, even if it is not known how its last order ended.</summary>
    public bool IsInPlace => Status == RunStatus.Succeeded || (Status is RunStatus.OutcomeUnknown or RunStatus.Failed && Attempt is { HasProvedToServe: true });

    public void Begin(long token, long deployment, DateTimeOffset now)
    {
        if (Due is not BeginDeployment) throw new InvalidOperationException($"Run #{Id} is not ready to be deployed.");
        Settled();
        Attempt = new(token, deployment, [.. AllAtOnce.Plan.Select(kind => new Order(kind))]);
        SetStage(StageKind.Deploy, s => s.Begin(now));
        Notice = "";
        Happened("deployment.begun", null, $"token {token}, replaces {Decision?.Replaces?.ToString() ?? "nothing"}", ArtifactToDeploy!.Digest);
    }

    /// <summary>Recorded before the order is given, so that after a crash the target is asked and not told twice.</summary>
    /// <returns>The order to give: a cancel may have turned the plan back.</returns>
    public GiveOrder OrderIsRecorded(DateTimeOffset now)
    {
        if (Due is not GiveOrder) throw new InvalidOperationException($"Run #{Id} has no order to give.");
        if (Attempt!.Current is { BegunAt: not null } given) return new(Attempt.Token, given.Kind, IsRecorded: true);
        if (CancelledBy is { } who && Attempt.IsSafeToCancel) Attempt = Attempt.TurnBack(StepKind.Prepare, CancelledBecause ?? $"cancelled by {who.Name}");
        Attempt = Attempt.Begin(now);
        // What was told before it is given, its first answer tells.
        _isCiHeardOf = false;
        var kind = Attempt.Current!.Kind;
        if (kind == StepKind.VerifyServed) SetStage(StageKind.Verify, s => s.Begin(now));
        Notice = Doing(kind);
        Happened("order.recorded", null, $"{kind}, token {Attempt.Token}");
        return new(Attempt.Token, kind, IsRecorded: false);
    }

    public void OrderIsDone(StepKind kind, string words, DateTimeOffset now)
    {
        if (!IsUnderWay(kind)) return;
        Answered();
        Attempt = Attempt!.End(now, words);
        Happened("order.done", null, $"{kind}{(words.Length > 0 ? $": {words}" : "")}");
        if (kind == StepKind.SwitchTraffic) SetStage(StageKind.Deploy, s => s.End(StageState.Passed, now, words));
        if (kind == StepKind.VerifyServed) SetStage(StageKind.Verify, s => s.End(StageState.Passed, now, words));
        if (Attempt.Current is null) Conclude(now);
    }

    /// <param name="log">The new instance's last lines; untrusted.</param>
    public void OrderFailed(StepKind kind, string words, string log, DateTimeOffset now)
    {
        if (!IsUnderWay(kind)) return;
        Answered();
        Attempt = Attempt!.End(now, words);
        Happened("order.failed", null, $"{kind}: {words}", ArtifactToDeploy!.Digest);
        _remarks.Add(new(Failed(kind), words, log, IsBad: true));

        if (kind == StepKind.StopPrevious || (kind == StepKind.Discard && Attempt.WayBackBecause is not null))
        {
            // The right release serves; a leftover is a remark, not an outcome.
            if (Attempt.Current is null) Conclude(now);
            return;
        }

        if (Attempt.WayBackBecause is not null)
        {
            EndUnknown($"{Attempt.WayBackBecause}; then the way back did not work either: {words}. Look at {Environment} before you do anything else", now);
            return;
        }

        SetStage(s => s.State == StageState.Running, s => s.End(StageState.Failed, now, words));
        Attempt = Attempt.TurnBack(kind, words.TrimEnd('.'));
        // It goes back because it failed: a cancel that was asked for has nothing left to do.
        CancelledBy = null;
    }

    /// <summary>A newer attempt has the environment: this one must not touch it again.</summary>
    public void IsSuperseded(string words, DateTimeOffset now)
    {
        if (IsApplying) Finish(RunStatus.Failed, null, words, now);
    }

    /// <summary>The bot was away: what it waited for is tried at once, and the target's silence counts from now.</summary>
    public void IsTakenUpAgain()
    {
        if (Status.IsFinal()) return;
        _silentSince = null;
        LookAgainAt = null;
    }

    /// <param name="askFor">How long it is worth asking this target again; null: as long as any.</param>
    public void TargetIsSilent(string words, DateTimeOffset now, TimeSpan? askFor = null)
    {
        if (Due is not GiveOrder { IsRecorded: true } order) return;
        _silentSince ??= now;
        var patience = askFor ?? AskTargetFor;
        if (now - _silentSince < patience)
        {
            LookAgainAt = now + (AskTargetEvery * Math.Max(1, Math.Min(5, patience / AskTargetFor)));
            WaitsBecause(words);
            return;
        }

        EndUnknown($"{words} It was asked for {patience.TotalSeconds:0} s how this ended: {Doing(order.Kind)}. Look at {Environment} before you do anything else", now);
    }

    /// <param name="standing">What the chat says of whoever pressed Cancel.</param>
    /// <returns>Words for them.</returns>
    public VoteOutcome Cancel(Standing standing, DateTimeOffset now)
    {
        var by = standing.Person;
        if (WhyNotCancel(standing) is { } no)
        {
            _events.Add(new("cancel.refused", by, no));
            return VoteOutcome.Refused(no);
        }

        if (Attempt is null)
        {
            Finish(RunStatus.Cancelled, by, $"{by.Name} cancelled it; nothing was changed", now);
            return VoteOutcome.Counted($"Run #{Id} is cancelled; nothing was changed.");
        }

        CancelledBy = by;
        LookAgainAt = null;
        Notice = $"{by.Name} cancelled it; it goes back at the next safe point";
        Happened("cancel.asked", by, "while it was being deployed");
        return VoteOutcome.Counted($"Run #{Id} goes back at the next safe point.");
    }

    /// <summary>A freeze has begun: what has not switched the traffic yet goes back, as by a cancel; from there on it goes on to its end.</summary>
    /// <param name="words">The freeze's own.</param>
    /// <returns>Whether it goes back.</returns>
    public bool GoBackForFreeze(Person by, string words)
    {
        if (Attempt is not { IsSafeToCancel: true } || Status.IsFinal() || CancelledBy is not null) return false;
        CancelledBy = by;
        CancelledBecause = words;
        LookAgainAt = null;
        Notice = $"{words}; it goes back at the next safe point";
        Happened("cancel.asked", by, $"a freeze began while it was being deployed: {words}");
        return true;
    }

    private string? WhyNotCancel(Standing standing)
    {
        if (Status.IsFinal()) return $"Run #{Id} has already ended: {Notice}";
        if (standing.Objection is { } objection) return $"Not cancelled: {objection}.";
        var policy = Definition.Environment.Approval;
        if (!MayCancel(standing))
            return $"Not cancelled: only {RequestedBy.Name}, who asked for it, {(policy is null ? "" : $"or a member of {policy.Groups} ")}can cancel this run.";
        if (CancelledBy is not null) return $"{CancelledBy.Name} has already cancelled it; it is on its way back.";
        if (CanBeCancelled) return null;
        return Attempt?.WayBackBecause is { } because
            ? $"There is nothing to cancel: it is already going back. {because}"
            : "Too late to cancel: the traffic is being switched. Press Roll back when it has ended.";
    }

    private bool IsUnderWay(StepKind kind) => !Status.IsFinal() && Attempt?.Current is { BegunAt: not null } current && current.Kind == kind;

    private void Answered()
    {
        Settled();
        _silentSince = null;
    }

    private void Conclude(DateTimeOffset now)
    {
        if (Attempt!.WayBackBecause is not { } because)
        {
            var serves = $"{Release!.Version} (run {CiRun}) serves {Environment}";
            if (_failedBehind is { } fault) Finish(RunStatus.Failed, null, $"{serves}, but {fault}. It was not rolled back", now);
            else Finish(RunStatus.Succeeded, null, serves, now);
            return;
        }

        var kept = Decision?.Replaces is { } before ? $"{before} serves {Environment}" : $"nothing serves {Environment}";
        if (CancelledBy is { } who)
        {
            Finish(RunStatus.Cancelled, who, $"{because}; {kept}, as before", now);
            return;
        }

        SetStage(StageKind.Deploy, s => s with { State = StageState.RolledBack });
        Finish(RunStatus.RolledBack, null, $"{because}; {kept}, as before", now);
    }

    private void EndUnknown(string words, DateTimeOffset now)
    {
        // Between two stages, or on the way back, it is the deployment whose outcome is not known.
        if (!Stages.Any(s => s.State == StageState.Running)) SetStage(StageKind.Deploy, s => s with { State = StageState.OutcomeUnknown });
        Finish(RunStatus.OutcomeUnknown, null, words, now);
    }

    private static string Doing(StepKind kind) => kind switch
    {
        StepKind.Prepare => "checking and unpacking the artifact",
        StepKind.Start => "starting the new instance beside the old one",
        StepKind.CheckHealth => "asking the new instance for its health",
        StepKind.SwitchTraffic => "switching the traffic",
        StepKind.VerifyServed => "asking the environment which release it serves",
        StepKind.StopPrevious => "stopping the old instance",
        StepKind.RestoreTraffic => "going back: switching the traffic to the old instance",
        _ => "going back: removing the new instance",
    };

    private static string Failed(StepKind kind) => kind switch
    {
        StepKind.Prepare => "The artifact could not be unpacked",
        StepKind.Start => "The new instance did not start",
        StepKind.CheckHealth => "The new instance is not healthy",
        StepKind.SwitchTraffic => "The traffic could not be switched",
        StepKind.VerifyServed => "The environment does not serve the new release",
        StepKind.StopPrevious => "The old instance could not be stopped",
        StepKind.RestoreTraffic => "The traffic could not be switched back",
        _ => "The new instance could not be removed",
    };
}

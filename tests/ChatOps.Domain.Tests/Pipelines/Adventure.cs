using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Strategies;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>A run to which anything may happen at any time. After everything that happens, it is checked that what must always hold still holds.</summary>
internal sealed class Adventure
{
    private static readonly EnvironmentFacts[] Worlds =
    [
        NothingAhead, NothingAhead with { Current = Run1232 }, NothingAhead with { Current = null },
        NothingAhead with { Ahead = Ahead(5, isApplying: true) }, NothingAhead with { Ahead = Ahead(9, RunKind.Rollback) },
        NothingAhead with { Current = Run1233 with { Deployment = 77 } }, NothingAhead with { Newer = new(12, 1240) },
    ];

    private static readonly Person[] Anybody = [Approver, SecondApprover, ThirdApprover, Developer, SecondDeveloper];

    private readonly Dictionary<string, DateTimeOffset> _saidYes = [];
    private readonly List<AuditEvent> _events = [];
    private EnvironmentFacts _facts = NothingAhead;
    private DateTimeOffset _now = Noon;
    private string? _decision;

    public Adventure(PipelineRun run)
    {
        Run = run;
        _events.AddRange(run.TakeEvents());
    }

    public PipelineRun Run { get; }

    /// <param name="what">What happens.</param>
    /// <param name="how">Which of its variants.</param>
    public void Happen(byte what, byte how)
    {
        switch (what % 20)
        {
            case < 9: GoOn(how); break;
            case 9: Trouble(how); break;
            case < 13: Vote(Anybody[how % Anybody.Length], approves: true, isOld: how % 7 == 6); break;
            case 13: if (how % 4 == 0) Vote(Anybody[how / 4 % Anybody.Length], approves: false, isOld: false); break;
            case 14: if (how % 3 == 0) Check("cancel", () => Run.Cancel(Anybody[how / 3 % Anybody.Length].Standing(), _now)); break;
            case 15: _facts = Worlds[how % Worlds.Length]; break;
            case < 19: LateAnswer(how); break;
            default: _now += how % 8 == 0 ? TimeSpan.FromHours(how) : TimeSpan.FromSeconds(how); break;
        }
    }

    /// <summary>Everybody says yes and everything works: whatever happened before, the run ends.</summary>
    public void EndWell()
    {
        _facts = NothingAhead;
        for (var i = 0; i < 60 && !Run.Status.IsFinal(); i++)
        {
            _now += TimeSpan.FromMinutes(1);
            GoOn(how: 1);
            Vote(Approver, approves: true, isOld: false);
            Vote(SecondApprover, approves: true, isOld: false);
            Vote(ThirdApprover, approves: true, isOld: false);
        }

        Must(Run.Status.IsFinal(), $"it got stuck: {Run.Status}, {Run.Notice}");
    }

    // As the runner does it: look at the facts, ask what is next, do it, record what came of it.
    private void GoOn(byte how)
    {
        Check("observe", () => Run.Observe(_facts, _now));
        switch (Run.Next(_now))
        {
            case IdentifyRequester step:
                Check("requester", () => Run.RequesterIs(step.By.Standing(how % 23 == 22 ? MemberKind.Guest : MemberKind.Member), _now));
                break;
            case ResolveRelease:
                var ci = (how % 11) switch { 9 => CiConclusion.Running, 10 => CiConclusion.Failure, _ => CiConclusion.Success };
                Check("ci", () => Run.CiRunIs(Ci(ci), _now));
                break;
            case TakeInArtifacts:
                Check("release", () => Run.ReleaseIs(how % 17 == 16 ? Release(Run.CiRun!.Value, "a.zip", "b.zip") : Release(Run.CiRun!.Value), _now));
                break;
            case ListChanges step:
                Check("changes", () => Run.ChangesAre(step, [new("c", how % 3 == 0 ? "approver" : "developer", "a change")]));
                break;
            case VerifyStoredArtifacts:
                Check("verified", () => Run.StoreIsVerified(isWayBackThere: how % 19 != 18));
                break;
            case CheckApprovers:
                var gone = how % 19 == 18 ? Run.Votes.LastOrDefault(v => v.Counts)?.By : null;
                Check("approvers", () => Run.ApproversAre([.. Run.Votes.Where(v => v.Counts).Select(v => v.By.Is(gone ?? Developer) ? v.By.Standing() with { Groups = new HashSet<string>() } : v.By.Standing())]), gone);
                break;
            case ConfirmRelease:
                Check("confirm", () => Run.CiStillIs(how % 29 == 28 ? Ci(id: Run.CiRun!.Value) with { Attempt = 2 } : Ci(id: Run.CiRun!.Value), _now));
                break;
            case BeginDeployment:
                MustBeApproved();
                Check("begin", () => Run.Begin(token: 3, deployment: 8, _now));
                break;
            case GiveOrder:
                GiveAnOrder(how);
                break;
        }
    }

    private void GiveAnOrder(byte how)
    {
        GiveOrder? given = null;
        Check("record", () => given = Run.OrderIsRecorded(_now));
        Must(Run.Attempt!.Current is { BegunAt: not null } current && current.Kind == given!.Kind, "an order was given that was not recorded");
        Must(_events.Count(e => e.What == "order.recorded" && e.Why == $"{given!.Kind}, token 3") == 1, $"{given!.Kind} was not recorded exactly once");
        if (how % 9 == 8) Check("failed", () => Run.OrderFailed(given.Kind, "it does not work", "", _now));
        else if (how % 13 != 12) Check("done", () => Run.OrderIsDone(given.Kind, "", _now));
    }

    private void Trouble(byte how)
    {
        if (Run.Next(_now) is GiveOrder { IsRecorded: true }) Check("silent", () => Run.TargetIsSilent("silent", _now));
        else if (how % 9 == 8) Check("refused", () => Run.ReleaseIsRefused("the bytes are others", _now));
        else Check("later", () => Run.TryAgainLater($"trouble {how % 2}", _now));
    }

    private void Vote(Person by, bool approves, bool isOld)
    {
        Check("observe", () => Run.Observe(_facts, _now));
        var shown = isOld ? "0000000000000000" : Run.Decision?.Id ?? "";
        VoteOutcome? outcome = null;
        Check("vote", () => outcome = Run.Decide(by.Standing(), approves, reason: null, shown, _now));
        if (outcome!.Result != VoteResult.Counted) return;
        Must(!isOld, "a vote on an old card was counted");
        if (approves) Must(_saidYes.TryAdd(by.Id, _now), "a vote was counted twice");
    }

    // An answer to a question that is perhaps no longer asked, or never was.
    private void LateAnswer(byte how)
    {
        var kind = (StepKind)((how / 8 % 8) + 1);
        var wasUnderWay = Run.Attempt?.Current is { BegunAt: not null } current && current.Kind == kind;
        var version = Run.Version;
        switch (how % 8)
        {
            case 0: Check("requester", () => Run.RequesterIs(Run.RequestedBy.Standing(), _now)); break;
            case 1: Check("ci", () => Run.CiRunIs(Ci(), _now)); break;
            case 2: Check("release", () => Run.ReleaseIs(Release(Run.CiRun ?? 1234), _now)); break;
            case 3: Check("changes", () => Run.ChangesAre(new ListChanges("commit-1231", "commit-1234"), [])); break;
            case 4: Check("verified", () => Run.StoreIsVerified(isWayBackThere: how % 19 != 18)); break;
            case 5: if (how / 8 % 8 == 0) Check("superseded", () => Run.IsSuperseded("a newer one", _now)); break;
            case 6: Check("failed", () => Run.OrderFailed(kind, "late", "", _now)); break;
            default: Check("done", () => Run.OrderIsDone(kind, "late", _now)); break;
        }

        if (how % 8 >= 6 && !wasUnderWay) Must(Run.Version == version, "an answer to an order that is not under way was recorded");
    }

    private void MustBeApproved()
    {
        var policy = Run.Definition.Environment.Approval;
        if (policy is null || (Run.Kind == RunKind.Rollback && Run.RequestedBy.Id.StartsWith("U-APP", StringComparison.Ordinal))) return;
        Must(!_saidYes.ContainsKey(Run.RequestedBy.Id), "the requester's own approval counts");
        Must(_saidYes.Keys.All(id => id.StartsWith("U-APP", StringComparison.Ordinal)), "somebody from outside the group counts");
        Must(_saidYes.Count >= (Run.Kind == RunKind.Rollback ? 1 : policy.Quorum), "it begins without enough approvals");
        if (policy.InOrder) Must(_saidYes.ContainsKey(SecondApprover.Id), "a later part was asked before the earlier one was full");
        Must(_saidYes.Values.All(at => _now - at < policy.ExpiresAfter), "it begins with an approval that is too old");
    }

    private void Check(string what, Action happen, Person? gone = null)
    {
        var before = Picture();
        var (version, status) = (Run.Version, Run.Status);
        happen();
        var events = Run.TakeEvents();
        _events.AddRange(events);

        if (Run.Decision?.Id != _decision)
        {
            _decision = Run.Decision?.Id;
            _saidYes.Clear();
        }

        else if (events.Any(e => e.What == "votes.void"))
        {
            // The decision is the same: only what was too old, what CI made anew, or who may no longer, is void.
            var policy = Run.Definition.Environment.Approval!;
            foreach (var (id, at) in _saidYes.ToList())
                if (_now - at >= policy.ExpiresAfter || id == gone?.Id || what == "confirm") _saidYes.Remove(id);
        }

        if (what != "vote") Must(Run.YesCount == _saidYes.Count, $"{Run.YesCount} approvals count, and {_saidYes.Count} people said yes");
        if (status.IsFinal()) Must(Picture() == before && Run.Version == version, $"it had ended and was changed by {what}");
        if (Picture() != before) Must(events.Count > 0, $"{what} changed it, and nothing is in the audit trail");
        if (Run.Version > version) Must(events.Count > 0 || what is "ci" or "changes" or "observe" or "confirm", $"{what} grew the version, and nothing is in the audit trail");
        if (Run.Status.IsFinal()) Must(Run.Stages.All(s => s.State is not (StageState.Running or StageState.Waiting)), "it ended, and a stage did not");
        Must(_events.Count(e => e.What is "run.succeeded" or "run.failed" or "run.refused" or "run.cancelled" or "run.rolled-back" or "run.outcome-unknown")
            == (Run.Status.IsFinal() ? 1 : 0), "its end is not in the audit trail exactly once");
    }

    private (RunStatus, string?, int, int?, string?, DateTimeOffset?) Picture() =>
        (Run.Status, Run.Decision?.Id, Run.Votes.Count, Run.Attempt?.Orders.Count(o => o.BegunAt is not null), Run.Attempt?.WayBackBecause, Run.FinishedAt);

    private void Must(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidOperationException($"{otherwise}. So far: {string.Join(", ", _events.Select(e => e.What))}");
    }
}

using ChatOps.Domain.Environments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Pipelines;

/// <summary>What promotion adds: skipping by hotfixes, newer releases ending older ones, and the way back.</summary>
public sealed partial class PipelineRun
{
    private const string BotFor = "the bot for ";

    /// <summary>The environment that this hotfix skips; it needs one more approval for that.</summary>
    public string? Skips { get; private set; }

    /// <summary>It was started by an automatic promotion; <see cref="RequestedBy"/> is who asked for the deployment before it.</summary>
    public bool IsByBot { get; private set; }

    /// <summary>Whether what it would replace could be put back; null until it was looked at.</summary>
    public WayBack? WayBack { get; private set; }

    /// <summary>What must be in the store beside the release itself, so that there is a way back; null: nothing.</summary>
    public RunningRelease? MustBeRestorable =>
        Kind == RunKind.Deploy && Definition.Environment.Moves.RollbackMustBePossible ? Decision?.Replaces : null;

    /// <summary>What its gates may let pass because of that.</summary>
    public SkippedEnvironment? Skipped => Skips is null ? null : new(Skips, RequestedBy.Name, Reason ?? "");

    private bool IsWayBackDue => Status != RunStatus.Queued && Gates.Any(g => g is { Gate: Gate.WayBackName, Verdict: Verdict.Waiting });

    private IReadOnlyList<GateResult> WayBackGate(EnvironmentFacts facts) =>
        Kind == RunKind.Rollback ? [] : [.. Gate.WayBack(Definition.Environment, facts.Current, WayBack)];

    // Whoever was there first and is older gives way; whoever comes later and is older was told to come later. In an emergency the older release may be the cure.
    private bool EndsForNewer(EnvironmentFacts facts, DateTimeOffset now)
    {
        if (Kind == RunKind.Rollback || IsEmergency || !Definition.Environment.Moves.Supersede || facts.Newer is not { } newer) return false;
        if (newer.Run > Id) Finish(RunStatus.Cancelled, null, $"superseded by #{newer.Run} (run {newer.CiRun})", now);
        else Finish(RunStatus.Refused, null, $"#{newer.Run} takes run {newer.CiRun}, which is newer and of the same branch, to {Environment} already; cancel that one first if run {CiRun} is what you want", now);
        return true;
    }

    private string? NothingToDo(EnvironmentFacts facts)
    {
        if (facts.Current is not { } current || current.Digest != ArtifactToDeploy!.Digest) return null;
        return current.CiRun == Release!.CiRun
            ? $"{current} already runs in {Environment}, the same bytes: nothing to do"
            : $"{current} already runs in {Environment}, and run {Release.CiRun} made the very same bytes ({current.Digest.Short}): nothing to do";
    }

    private bool FinishWithoutWayBack(IReadOnlyList<GateResult> wayBack, DateTimeOffset now)
    {
        if (!wayBack.Any(g => g.Verdict == Verdict.Refused)) return false;
        Finish(RunStatus.Refused, null, wayBack[0].Words, now);
        return true;
    }

    private string NameOf(string name) => IsByBot && !name.StartsWith(BotFor, StringComparison.Ordinal) ? BotFor + name : name;

    private string SkippingWords => Skips is null ? "" : $", skipping {Skips}";
}

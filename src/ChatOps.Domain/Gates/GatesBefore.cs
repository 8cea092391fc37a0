using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Gates;

/// <summary>The gates that facts decide, in the order people read them. The line and the approval come behind them.</summary>
public static class GatesBefore
{
    /// <param name="release">The release as it is in the store; null while its artifacts are not.</param>
    /// <param name="ci">What CI says of it.</param>
    public static IReadOnlyList<GateResult> Deployment(
        EnvironmentPolicy policy, IReadOnlyList<string> ciStages, CiRun ci, Release? release, EnvironmentFacts facts, DateTimeOffset now) =>
    [
        Gate.CiRun(ci), .. Gate.CiStages(ci, ciStages), Gate.ArtifactDigests(release),
        .. EvidenceGates.Of(policy.Evidence, release),
        .. Gate.PassedBefore(policy, ci.Id, facts),
        .. Environment(policy, facts, RunKind.Deploy, now),
    ];

    public static IReadOnlyList<GateResult> Rollback(EnvironmentPolicy policy, Release release, EnvironmentFacts facts, DateTimeOffset now) =>
    [
        Gate.ArtifactDigests(release), new("rollback", Verdict.Passed, $"run {release.CiRun} ran in {policy.Name} before"),
        .. Environment(policy, facts, RunKind.Rollback, now),
    ];

    // What holds for whatever wants in: windows, freezes, locks.
    private static IEnumerable<GateResult> Environment(EnvironmentPolicy policy, EnvironmentFacts facts, RunKind kind, DateTimeOffset now) =>
    [
        .. Gate.Freeze(facts, kind, now), .. Gate.Hold(policy.Name, facts), .. Gate.Lock(policy.Name, facts, now),
        .. Gate.Window(policy, facts, kind, now),
    ];
}

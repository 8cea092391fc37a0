using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Gates;

/// <summary>The gates that facts decide, in the order people read them. The line and the approval come behind them.</summary>
public static partial class GatesBefore
{
    /// <param name="release">The release as it is in the store; null while its artifacts are not.</param>
    /// <param name="ci">What CI says of it.</param>
    /// <param name="request">What the run knows; null while nobody asked for it.</param>
    public static IReadOnlyList<GateResult> Deployment(
        EnvironmentPolicy policy, IReadOnlyList<string> ciStages, CiRun ci, Release? release, EnvironmentFacts facts, DateTimeOffset now, RequestFacts? request = null) =>
    [
        Gate.CiRun(ci), .. Gate.CiStages(ci, ciStages), Gate.ArtifactDigests(release),
        .. EvidenceGates.Of(policy.Evidence, release),
        .. Gate.PassedBefore(policy, ci.Id, facts),
        .. policy.Gates is { } gates ? Further(policy, gates, ci, facts, now, request) : [],
        .. Gate.Debts(facts),
        .. Environment(policy, facts, RunKind.Deploy, now), .. Gate.Scheduled(facts.Start, now),
    ];

    // Going back is not held up by what is owed.
    public static IReadOnlyList<GateResult> Rollback(EnvironmentPolicy policy, Release release, EnvironmentFacts facts, DateTimeOffset now) =>
    [
        Gate.ArtifactDigests(release), new("rollback", Verdict.Passed, $"run {release.CiRun} ran in {policy.Name} before"),
        .. Environment(policy, facts, RunKind.Rollback, now),
    ];

    private static IEnumerable<GateResult> Further(EnvironmentPolicy policy, GatePolicy gates, CiRun ci, EnvironmentFacts facts, DateTimeOffset now, RequestFacts? request)
    {
        if (gates.Branches is { Count: > 0 } branches) yield return Gate.Branch(ci.Branch, branches);
        foreach (var age in Gate.Age(ci, gates.MinAge, gates.MaxAge, now)) yield return age;
        if (gates.OnlyNewer) yield return Gate.OnlyNewer(ci, policy.Name, facts);
        if (gates.MaxCommits is { } most) yield return Gate.ChangeSize(request?.Commits, most);
        if (gates.Soak is { } soak)
            foreach (var before in policy.After) yield return Gate.Soak(before, soak, facts, now);
        if (gates.WaitFor is { } wait) yield return Gate.WaitTimer(request?.RequestedAt, wait, now);
        if (gates.HealthBefore)
            foreach (var before in policy.After) yield return Gate.Outside(HealthOf(before), request?.Outside);
        if (gates.Provenance is not null) yield return Gate.Outside(ProvenanceGate.Name, request?.Outside);
        foreach (var http in gates.Http ?? []) yield return Gate.Outside(http.Name, request?.Outside);
    }

    /// <summary>The name of the gate that asks whether an environment serves well.</summary>
    public static string HealthOf(string environment) => $"health of {environment}";

    // What holds for whatever wants in: windows, freezes, locks.
    private static IEnumerable<GateResult> Environment(EnvironmentPolicy policy, EnvironmentFacts facts, RunKind kind, DateTimeOffset now) =>
    [
        .. Gate.Freeze(facts, kind, now), .. Gate.Hold(policy.Name, facts), .. Gate.Lock(policy.Name, facts, now),
        .. Gate.Window(policy, facts, kind, now),
    ];
}

/// <summary>What only the run that is on its way can tell the gates.</summary>
/// <param name="Commits">How many commits it brings; null while they are not listed.</param>
/// <param name="Outside">What was answered outside; null while it was not asked.</param>
public sealed record RequestFacts(DateTimeOffset RequestedAt, int? Commits, OutsideAnswers? Outside);

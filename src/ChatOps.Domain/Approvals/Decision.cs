using ChatOps.Domain.Audit;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Approvals;

/// <summary>What is being decided: these bytes, in place of what runs there now, after these gate results. If any of it moves, it is another decision.</summary>
/// <param name="Artifacts">The pinned artifacts of the release.</param>
/// <param name="Replaces">What runs there now; null if nothing does.</param>
/// <param name="Gates">The automatic gates as they stand. One that got better leaves the decision as it is; one that got worse makes it another.</param>
/// <param name="Policy">The approval policy's own words, so that a changed policy is a changed decision.</param>
/// <param name="Version">The digest of the environment's whole policy in the settings.</param>
/// <param name="Target">The digest of the target's settings.</param>
/// <param name="Pipeline">The digest of the pipeline as the run captured it.</param>
/// <param name="Evidence">The digest of what CI says of the run.</param>
/// <param name="Round">Grows when a gate got worse.</param>
public sealed record Decision(
    IReadOnlyList<Artifact> Artifacts,
    RunningRelease? Replaces,
    IReadOnlyList<GateResult> Gates,
    string Policy,
    string? Version = null,
    string? Target = null,
    string? Pipeline = null,
    string? Evidence = null,
    int Round = 0)
{
    /// <summary>Sixteen hex digits that name this decision; the card's buttons carry them.</summary>
    public string Id
    {
        get
        {
            var text = new CanonicalText().Add(Artifacts.Count);
            foreach (var artifact in Artifacts) text.Add(artifact.Name).Add(artifact.Digest.Hex);
            text.Add(Replaces?.Deployment).Add(Policy).Add(Version).Add(Target).Add(Pipeline).Add(Evidence).Add(Round);
            return text.Hash().Hex[..16];
        }
    }

    /// <summary>The same decision, or another if a gate got worse since <paramref name="before"/>.</summary>
    public Decision After(Decision? before) => before is null ? this : this with { Round = before.Round + (before.WorseIn(this).Any() ? 1 : 0) };

    /// <summary>What is different in <paramref name="next"/>, for the people whose votes it voids.</summary>
    public string WhatChangedIn(Decision next)
    {
        var changes = new List<string>();
        if (!Artifacts.SequenceEqual(next.Artifacts)) changes.Add("the artifact's bytes are others");
        if (Replaces?.Deployment != next.Replaces?.Deployment)
            changes.Add($"{Name(next.Replaces)} runs there now; when you were asked it was {(Name(Replaces) == Name(next.Replaces) ? "an earlier deployment of it" : Name(Replaces))}");
        changes.AddRange(WorseIn(next).Select(g => $"{g.Gate}: {g.Words}"));
        if (Policy != next.Policy) changes.Add("the approval policy changed");
        else if (Version != next.Version) changes.Add("the policy changed");
        if (Target != next.Target) changes.Add("the target's settings changed");
        if (Pipeline != next.Pipeline) changes.Add("the pipeline changed");
        if (Evidence != next.Evidence) changes.Add("CI says something else of the run");
        return changes.Count == 0 ? "the decision changed" : string.Join("; ", changes);
    }

    private IEnumerable<GateResult> WorseIn(Decision next) =>
        next.Gates.Where(g => Rank(g.Verdict) > Rank(Gates.FirstOrDefault(mine => mine.Gate == g.Gate)?.Verdict ?? Verdict.Passed));

    private static int Rank(Verdict verdict) => verdict switch
    {
        Verdict.Passed => 0,
        Verdict.Waiting => 1,
        _ => 2,
    };

    private static string Name(RunningRelease? release) => release is null ? "nothing" : release.ToString();
}

using ChatOps.Domain.Audit;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Approvals;

/// <summary>What is being decided: these bytes, in place of what runs there now, after these gate results. If any of it moves, it is another decision.</summary>
/// <param name="Artifacts">The pinned artifacts of the release.</param>
/// <param name="Replaces">What runs there now; null if nothing does.</param>
/// <param name="Gates">The automatic gates as they stood.</param>
/// <param name="Policy">The approval policy's own words, so that a changed policy is a changed decision.</param>
public sealed record Decision(
    IReadOnlyList<Artifact> Artifacts, RunningRelease? Replaces, IReadOnlyList<GateResult> Gates, string Policy)
{
    /// <summary>Sixteen hex digits that name this decision; the card's buttons carry them.</summary>
    public string Id
    {
        get
        {
            var text = new CanonicalText().Add(Artifacts.Count);
            foreach (var artifact in Artifacts) text.Add(artifact.Name).Add(artifact.Digest.Hex);
            text.Add(Replaces?.Deployment);
            foreach (var gate in Gates) text.Add(gate.Gate).Add((long)gate.Verdict);
            return text.Add(Policy).Hash().Hex[..16];
        }
    }

    /// <summary>What is different in <paramref name="next"/>, for the people whose votes it voids.</summary>
    public string WhatChangedIn(Decision next)
    {
        var changes = new List<string>();
        if (!Artifacts.SequenceEqual(next.Artifacts)) changes.Add("the artifact's bytes are others");
        if (Replaces?.Deployment != next.Replaces?.Deployment)
            changes.Add($"{Name(next.Replaces)} runs there now; when you were asked it was {(Name(Replaces) == Name(next.Replaces) ? "an earlier deployment of it" : Name(Replaces))}");
        changes.AddRange(next.Gates.Where(g => !Gates.Any(mine => mine.Gate == g.Gate && mine.Verdict == g.Verdict)).Select(g => $"{g.Gate}: {g.Words}"));
        if (Policy != next.Policy) changes.Add("the approval policy changed");
        return changes.Count == 0 ? "the decision changed" : string.Join("; ", changes);
    }

    private static string Name(RunningRelease? release) => release is null ? "nothing" : release.ToString();
}

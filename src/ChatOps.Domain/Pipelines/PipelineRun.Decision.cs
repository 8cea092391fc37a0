using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Pipelines;

/// <summary>What is decided on, and what makes it another decision.</summary>
public sealed partial class PipelineRun
{
    private Decision DecisionOn(RunningRelease? current, IReadOnlyList<GateResult> automatic) => new(
        Release!.Artifacts, current, automatic, PolicyWords, Definition.Environment.Version, Definition.Environment.Target, Definition.Digest, EvidenceDigest);

    private string PolicyWords
    {
        get
        {
            if (ApprovalNeeded is not { } p) return "nobody is asked";
            var order = p.InOrder ? " in order" : "";
            var conditions = p.Conditions is { Count: > 0 } typed ? $", typed: {string.Join("; ", typed)}" : "";
            return $"{string.Join(", ", p.Asked.Select(a => $"{a.Count} of @{a.Group}"))}{order}{(p.NotAuthors ? ", not authors" : "")}{(p.ReasonNeeded ? ", with reasons" : "")}{conditions}{(Risks is { Count: > 0 } risks && p.MoreForRisks ? $", one more for {string.Join(", ", risks)}" : "")}{SkippingWords}";
        }
    }

    /// <summary>What CI says of the stages that count.</summary>
    private string? EvidenceDigest
    {
        get
        {
            if (Ci is not { } ci) return null;
            var text = new CanonicalText().Add(ci.Attempt).Add(ci.Branch).Add(ci.Commit).Add((long)ci.Conclusion);
            foreach (var stage in Definition.CiStages)
            {
                var job = ci.Job(stage);
                text.Add(stage).Add((long?)job?.Conclusion).Add(job?.Summary);
            }

            return text.Add(Release?.Reports?.Words).Hash().Hex;
        }
    }

    // The settings changed since the run began: the policy that holds now is the one to keep to.
    private void Adopt(EnvironmentPolicy? now)
    {
        var before = Definition.Environment;
        if (now is null || (now.Version == before.Version && now.Target == before.Target)) return;
        Definition = Definition with { Environment = now };
        // Whose commits they are was not asked for until now.
        if (before.Approval?.NotAuthors != true && now.Approval?.NotAuthors == true) Changes = null;
        // Whoever asked is looked up anew where it matters: their group may be another.
        if (Kind == RunKind.Rollback || IsEmergency) (IsRequesterKnown, IsRequesterApprover) = (false, false);
        Happened("policy.changed", null, now.Version == before.Version ? "the target's settings changed" : "the settings of the environment changed");
    }

    private void MoveDecision(Decision next)
    {
        next = next.After(Decision);
        if (Decision?.Id == next.Id)
        {
            // Gates that got better: the decision is the same.
            if (!Decision.Gates.SequenceEqual(next.Gates)) Decision = next;
            return;
        }

        var before = Decision;
        Decision = next;
        LookOnceMore();
        if (before?.Replaces?.Commit != next.Replaces?.Commit) Changes = null;
        AskedAt = null;
        var because = before?.WhatChangedIn(next);
        Happened("decision.set", null, because is null ? $"decision {next.Id}" : $"decision {next.Id}: {because}", ArtifactToDeploy?.Digest);
        VoidVotes([.. CountingVotes], because ?? "", "The decision changed, so it is asked again");
    }

    // They had their say too long ago for what would begin now.
    private void VoidExpired(DateTimeOffset now)
    {
        if (ApprovalNeeded is not { } policy) return;
        // The whole question is as old: it ends as one that nobody answered.
        if (!IsApproved && now >= AskedFor + policy.ExpiresAfter) return;
        var old = CountingVotes.Where(v => now - NotBeforeItsTime(v.At) >= policy.ExpiresAfter).ToList();
        if (old.Count == 0) return;
        var wasApproved = IsApproved;
        VoidVotes(old, $"approvals hold for {Words.Of(policy.ExpiresAfter)}, and it had not begun by then", "An approval expired, so it is asked again");
        if (wasApproved) AskedAt = null;
    }

    private void VoidVotes(List<Vote> votes, string because, string heading)
    {
        if (votes.Count == 0) return;
        foreach (var vote in votes) vote.Void(because);
        Happened("votes.void", null, $"{votes.Count} void: {because}");
        var names = string.Join(", ", votes.Select(v => v.By.Name));
        _remarks.Add(new(heading, $"{because}. What {names} said no longer counts.", IsBad: true));
    }
}

using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Pipelines.Stages;

namespace ChatOps.Domain.Pipelines;

/// <summary>What people say to single stages: approval stages, another try, a skip with a reason.</summary>
public sealed partial class PipelineRun
{
    /// <summary>The approval stage that asks now; the first of several.</summary>
    public StageRun? AskingStage => Status.IsFinal() ? null : Stages.FirstOrDefault(s => s.Kind == StageKind.Approval && s.State == StageState.Running);

    /// <summary>Names what is decided on now; the card's buttons carry it. Empty when nothing is asked.</summary>
    public string DecisionShown => AskingStage is { } stage ? DecisionOn(stage) : Decision?.Id ?? "";

    /// <summary>Who is asked now; null if nobody is.</summary>
    public ApprovalPolicy? AskedNow => AskingStage is { } stage ? Definition.Definition(stage.Name).Approval : Decision is null ? null : ApprovalNeeded;

    /// <summary>How far what is asked now is, in words; empty if nobody is asked.</summary>
    public string AskedWords => AskingStage is { } stage ? $"{stage.Name}: {YesTo(stage)} of {AskedNow!.Quorum} from @{AskedNow.Group}" : Decision is null ? "" : Tally?.Words ?? "";

    /// <summary>Such as <c>1 of @team says yes</c>.</summary>
    public string StillNeeds => AskingStage is { } stage ? $"{AskedNow!.Quorum - YesTo(stage)} of @{AskedNow.Group} says yes" : Tally?.StillNeeds ?? "";

    /// <summary>The stages that a person may try again now.</summary>
    public IReadOnlyList<StageRun> AskingWhatNow => Status.IsFinal() ? [] : [.. Stages.Where(s => s.AsksSince is not null)];

    /// <returns>Words for whoever asked.</returns>
    public VoteOutcome RetryStage(string name, Standing standing, DateTimeOffset now)
    {
        if (WhyNotTouch(name, standing, out var stage) is { } no) return RefuseStage("retry", name, standing, no);
        if (stage!.AsksSince is null) return RefuseStage("retry", name, standing, $"{stage.Name} does not wait for another try: it {State(stage.State)}.");
        if (!MayCancel(standing)) return RefuseStage("retry", name, standing, $"Only {RequestedBy.Name}, who asked for it, or one of the approvers can try a stage again.");
        SetStage(s => s == stage, s => s with { State = StageState.Waiting, AsksSince = null, LookAgainAt = now, Outside = null, Words = $"once more, says {standing.Person.Name}" });
        Notice = "";
        Happened("stage.retried", standing.Person, stage.Name);
        return VoteOutcome.Counted($"{stage.Name} is tried again.");
    }

    /// <param name="reason">Why; untrusted text.</param>
    public VoteOutcome SkipStage(string name, string reason, Standing standing, DateTimeOffset now)
    {
        if (WhyNotTouch(name, standing, out var stage) is { } no) return RefuseStage("skip", name, standing, no);
        if (stage!.HasEnded) return RefuseStage("skip", name, standing, $"{stage.Name} has ended already: it {State(stage.State)}.");
        if (Definition.Definition(stage.Name).MaySkip is not { } group) return RefuseStage("skip", name, standing, $"{stage.Name} can't be skipped: the pipeline does not allow it.");
        if (!standing.IsIn(group)) return RefuseStage("skip", name, standing, $"Only members of @{group} can skip {stage.Name}, and you are not one of them.");
        SetStage(s => s == stage, s => s.End(StageState.Skipped, now, $"skipped by {standing.Person.Name}: {reason}") with { AsksSince = null, LookAgainAt = null });
        if (Status == RunStatus.WaitingForApproval) Status = RunStatus.Running;
        Notice = "";
        Happened("stage.skipped", standing.Person, $"{stage.Name}: {reason}");
        return VoteOutcome.Counted($"{stage.Name} is skipped.");
    }

    private string? WhyNotTouch(string name, Standing standing, out StageRun? stage)
    {
        stage = Own(name);
        if (Status.IsFinal()) return $"Run #{Id} has already ended: {Notice}";
        if (standing.Objection is { } objection) return $"Not done: {objection}.";
        if (stage is not null) return null;
        var names = Stages.Where(s => s.Part is not null).Select(s => s.Name).ToList();
        return names.Count == 0 ? $"Run #{Id} has no stages that can be tried again or skipped." : $"Run #{Id} has no stage of that name. It has: {string.Join(", ", names)}.";
    }

    private VoteOutcome RefuseStage(string what, string name, Standing standing, string words)
    {
        _events.Add(new AuditEvent($"stage.{what}-refused", standing.Person, $"{name}: {words}"));
        return VoteOutcome.Refused(words);
    }

    private VoteOutcome DecideStage(StageRun stage, Standing standing, bool approves, string? reason, string shown, DateTimeOffset now)
    {
        var by = standing.Person;
        var policy = Definition.Definition(stage.Name).Approval!;
        if (WhyNoVote(stage, policy, standing, approves, shown) is { } no)
        {
            _events.Add(new("vote.refused", by, $"{(approves ? "approve" : "reject")} {stage.Name}: {no.Words}"));
            return no;
        }

        _votes.Add(new(by, approves, reason, shown, now, stage: stage.Name));
        Happened("vote.counted", by, $"{(approves ? "approved" : "rejected")} {stage.Name}, decision {shown}{(reason is null ? "" : $": {reason}")}", ArtifactToDeploy?.Digest);
        if (approves) return VoteOutcome.Counted($"Your approval of {stage.Name} is counted ({YesTo(stage)} of {policy.Quorum}).");
        EndStage(stage, StageAnswer.Failed($"{by.Name} said no{(reason is null ? "" : $": {reason}")}"), now);
        return VoteOutcome.Counted("Rejected.");
    }

    private VoteOutcome? WhyNoVote(StageRun stage, ApprovalPolicy policy, Standing standing, bool approves, string shown)
    {
        var by = standing.Person;
        if (standing.Objection is { } objection) return VoteOutcome.Refused($"Your click does not count: {objection}.");
        if (!standing.IsIn(policy.Group)) return VoteOutcome.Refused($"Your click does not count: only members of @{policy.Group} decide on {stage.Name}, and you are not one of them.");
        if (by.Is(RequestedBy) && approves) return VoteOutcome.Refused("Your click does not count: you asked for this run, so somebody else must approve it.");
        if (shown != DecisionOn(stage)) return new(VoteResult.OutOfDate, "This card was out of date: what is decided on has changed since. Look at the card as it is now, and decide again.");
        if (VotesOn(stage).Any(v => v.By.Is(by) && v.Approves == approves)) return new(VoteResult.AlreadyCounted, $"Your vote is already counted ({YesTo(stage)} of {policy.Quorum}).");
        return null;
    }

    private bool DecidedByPeople(StageRun stage, StageDefinition definition, DateTimeOffset now)
    {
        if (YesTo(stage) >= definition.Approval!.Quorum)
        {
            EndStage(stage, StageAnswer.Passed($"by {string.Join(", ", VotesOn(stage).Where(v => v.Approves).Select(v => v.By.Name))}"), now);
            return true;
        }

        if (now < stage.LookAgainAt) return false;
        EndStage(stage, StageAnswer.Failed("nobody answered in time"), now);
        return true;
    }

    private void TellWhatIsAsked()
    {
        if (AskingStage is { } stage && Definition.Definition(stage.Name).Approval is { } policy)
            Become(RunStatus.WaitingForApproval, $"{stage.Name}: waiting for {policy.Quorum - YesTo(stage)} more of @{policy.Group}");
        else if (AskingWhatNow is [var failed, ..])
            Become(RunStatus.Running, WhatNow(failed));
        else
        {
            if (Status == RunStatus.WaitingForApproval) Become(RunStatus.Running, "");
            TellWhatWaits();
        }
    }

    // What an approval stage decides on: this stage of this run, with these bytes.
    private string DecisionOn(StageRun stage)
    {
        var text = new CanonicalText().Add("stage").Add(stage.Name).Add(stage.Try);
        foreach (var artifact in Release?.Artifacts ?? []) text.Add(artifact.Digest.Hex);
        return text.Hash().Hex[..16];
    }

    private IEnumerable<Vote> VotesOn(StageRun stage) => _votes.Where(v => v.Counts && v.Stage == stage.Name && v.Decision == DecisionOn(stage));

    private int YesTo(StageRun stage) => VotesOn(stage).Where(v => v.Approves).Select(v => v.By.Id).Distinct().Count();

    private bool MayCancel(Standing standing) =>
        standing.Person.Is(RequestedBy) || Definition.Environment.Approval?.Asked.Any(p => standing.IsIn(p.Group)) == true;

    private static string State(StageState state) => state switch
    {
        StageState.Waiting => "has not begun",
        StageState.Running => "is under way",
        StageState.OutcomeUnknown => "has an outcome that is not known",
        StageState.RolledBack => "was rolled back",
        StageState.Skipped => "was skipped",
        StageState.Cancelled => "was cancelled",
        _ => state.ToString().ToLowerInvariant(),
    };
}

using ChatOps.Domain.Approvals;

namespace ChatOps.Domain.Pipelines;

/// <summary>Whom a waiting run may be brought to mind.</summary>
public sealed partial class PipelineRun
{
    /// <summary>Since when people are asked what they are asked now; null: nobody is.</summary>
    public DateTimeOffset? WaitsForPeopleSince =>
        Status != RunStatus.WaitingForApproval ? null : AskingStage is { } stage ? stage.StartedAt : AskedAt;

    /// <summary>Those whose members can move it on at this moment: a group that has said enough is not among them.</summary>
    public IReadOnlyList<string> GroupsAskedNow => AskingStage is not null ? [AskedNow!.Group] : Decision is null || Tally is not { } tally ? [] : [.. tally.AskedNow.Select(p => p.Group)];

    /// <summary>Whether a yes of theirs would bring it on now. Whoever has voted, or can't, is not to be reminded.</summary>
    /// <param name="standing">What the chat says of this person now, and of those who delegated their vote to them.</param>
    public bool WaitsFor(Standing standing)
    {
        if (Status != RunStatus.WaitingForApproval || standing.Objection is not null) return false;
        if (AskingStage is { } stage) return WhyNoVote(stage, Definition.Definition(stage.Name).Approval!, standing, approves: true, DecisionShown) is null;
        if (Decision is null || ApprovalNeeded is not { } policy || Voice.Of(standing, policy, GroupsAskedNow) is not { Groups.Count: > 0 } voice) return false;
        return WhyNotApprove(standing, voice, policy) is null && !CountingVotes.Any(v => v.By.Is(standing.Person)) && !Approvals.Any(v => v.Voice.Is(voice.Whose));
    }
}

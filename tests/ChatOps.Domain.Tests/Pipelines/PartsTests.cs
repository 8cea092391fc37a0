using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>Several groups, one after the other or side by side, and people who vote in somebody's place.</summary>
public sealed class PartsTests
{
    private static readonly ApprovalPolicy SideBySide = InOrder.Approval! with { InOrder = false };

    [Fact]
    public void A_later_part_is_asked_only_when_the_earlier_one_is_full()
    {
        var run = Deploy(InOrder).Asked();
        Assert.Equal("waiting for 1 more of @seconds; then 1 of @approvers is asked", run.Notice);

        var early = run.Vote(Approver);
        Assert.Equal((VoteResult.Refused, "It is not your turn yet: waiting for 1 more of @seconds; then 1 of @approvers is asked. The card will say when."), (early.Result, early.Words));

        Assert.Equal("Your approval is counted (1 of 2).", run.Vote(SecondApprover).Words);
        run.Observe(NothingAhead, Noon);
        Assert.Equal("waiting for 1 more of @approvers", run.Notice);
        Assert.Equal("1 of 1 from @seconds, 0 of 1 from @approvers; @approvers is asked now; the requester's own doesn't count", run.Gate("approval").Words);
        run.Vote(Approver);
        run.Observe(NothingAhead, Noon);
        Assert.Equal(new VerifyStoredArtifacts(), run.Next(Noon));
    }

    [Fact]
    public void A_person_of_two_groups_counts_for_one_part_only()
    {
        var run = Deploy(InOrder).Asked();
        run.Vote(SecondApprover);

        Assert.Equal(VoteResult.AlreadyCounted, run.Vote(SecondApprover).Result);
        Assert.Equal(1, run.Tally!.Missing);
    }

    // Whoever came first and could sit on either chair moves over for somebody who can sit on one only.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Side_by_side_people_are_seated_so_that_the_most_parts_are_full(bool secondFirst)
    {
        var policy = SideBySide with { Parts = [new("approvers", 1), new("seconds", 1)] };
        var run = Deploy(Production with { Approval = policy }).Asked();
        foreach (var by in secondFirst ? new[] { SecondApprover, Approver } : [Approver, SecondApprover]) Assert.Equal(VoteResult.Counted, run.Vote(by).Result);

        Assert.True(run.Tally!.IsFull);
    }

    [Fact]
    public void Two_of_one_group_are_not_one_of_each()
    {
        var run = Deploy(Production with { Approval = SideBySide }).Asked();
        run.Vote(Approver);

        Assert.Equal("Your approval is counted; of your group there were enough already.", run.Vote(ThirdApprover).Words);
        run.Observe(NothingAhead, Noon);
        Assert.Equal((RunStatus.WaitingForApproval, "waiting for 1 more of @seconds"), (run.Status, run.Notice));
    }

    [Fact]
    public void In_somebodys_place_counts_as_their_voice_once()
    {
        var run = Deploy(Production).Asked();

        Assert.Equal("Your approval is counted in the place of approver (1 of 2).", For(run, SecondDeveloper, Approver).Words);
        Assert.Equal("Your click does not count: second developer has already approved in your place.", run.Vote(Approver).Words);
        Assert.Equal(Approver, Assert.Single(run.Votes).InPlaceOf);

        var other = Deploy(Production).Asked();
        other.Vote(Approver);
        Assert.Equal("Your click does not count: approver's approval is already counted, so nobody approves in their place any more.", For(other, SecondDeveloper, Approver).Words);
    }

    [Fact]
    public void Nobody_approves_their_own_request_through_another()
    {
        Assert.Equal("Your click does not count: approver, in whose place you would approve, asked for this run.", For(Deploy(Staging, by: Approver).Asked(), SecondDeveloper, Approver).Words);
        Assert.Equal("Your click does not count: you asked for this run, so somebody else must approve it.", For(Deploy(Staging).Asked(), Developer, Approver).Words);
    }

    [Fact]
    public void Whoever_is_no_member_any_more_lends_nothing()
    {
        var run = Deploy(Staging).Asked();

        var outcome = run.Decide(SecondDeveloper.Standing() with { InPlaceOf = [Approver.Standing(MemberKind.Deactivated)] }, approves: true, null, run.Decision!.Id, Noon);

        Assert.Equal(VoteResult.Refused, outcome.Result);
    }

    [Fact]
    public void When_it_would_begin_the_voice_must_still_be_lent()
    {
        var run = Deploy(Staging).Asked();
        For(run, SecondDeveloper, Approver);
        run.Observe(NothingAhead, Noon);
        run.StoreIsVerified();
        Assert.Equal(new CheckApprovers(), run.Next(Noon));

        run.ApproversAre([SecondDeveloper.Standing()]);

        Assert.Equal("second developer no longer votes in the place of approver", Assert.Single(run.Votes).VoidBecause);
        run.Observe(NothingAhead, Noon);
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
    }

    [Fact]
    public void Conditions_are_typed_and_reasons_given()
    {
        var policy = Staging.Approval! with { Conditions = ["I looked at the dashboards"], ReasonNeeded = true };
        var run = Deploy(Staging with { Approval = policy }).Asked();
        VoteOutcome Say(string? reason, params string[] typed) => run.Decide(Approver.Standing(), approves: true, reason, run.Decision!.Id, Noon, typed);

        Assert.Equal("Your approval does not count yet. Press Approve and type: I looked at the dashboards.", Say("fine").Words);
        Assert.Equal(VoteResult.Refused, Say("fine", "I looked").Result);
        Assert.Equal("Your approval does not count yet: press Approve and say why.", Say(" ", "i looked  at the dashboards.").Words);
        Assert.Equal(VoteResult.Counted, Say("fine", "i looked  at the dashboards.").Result);
        Assert.EndsWith(": fine; confirmed: I looked at the dashboards", run.LastEvent().Why, StringComparison.Ordinal);
    }

    private static VoteOutcome For(PipelineRun run, Person by, Person other) =>
        run.Decide(by.Standing() with { InPlaceOf = [other.Standing()] }, approves: true, reason: null, run.Decision!.Id, Noon);
}

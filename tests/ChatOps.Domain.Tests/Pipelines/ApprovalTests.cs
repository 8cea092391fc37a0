using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

public sealed class ApprovalTests
{
    [Fact]
    public void One_approval_is_enough_for_staging()
    {
        var run = Deploy(Staging).Asked();
        Assert.Equal("waiting for 1 more of @approvers", run.Notice);

        var outcome = run.Vote(Approver);
        run.Observe(NothingAhead, Noon);

        Assert.Equal((VoteResult.Counted, "Your approval is counted (1 of 1)."), (outcome.Result, outcome.Words));
        Assert.Equal(new VerifyStoredArtifacts(), run.Next(Noon));
        Assert.Equal("1 of 1 from @approvers", run.Gate("approval").Words);
    }

    [Fact]
    public void Two_approvals_are_two_people()
    {
        var run = Deploy(Production).Asked();
        run.Vote(Approver);
        run.Observe(NothingAhead, Noon);
        Assert.Equal((RunStatus.WaitingForApproval, "waiting for 1 more of @approvers"), (run.Status, run.Notice));

        var second = run.Vote(Approver);
        run.Observe(NothingAhead, Noon);

        Assert.Equal((VoteResult.AlreadyCounted, "Your vote is already counted (1 of 2)."), (second.Result, second.Words));
        Assert.Single(run.Votes);
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);

        Assert.Equal("Your approval is counted (2 of 2).", run.Vote(SecondApprover).Words);
        run.Observe(NothingAhead, Noon);
        Assert.Equal(new VerifyStoredArtifacts(), run.Next(Noon));
    }

    [Fact]
    public void One_more_than_needed_is_recorded_too()
    {
        var run = Deploy(Staging).Asked();
        run.Vote(Approver);

        Assert.Equal("Your approval is counted; there were enough already.", run.Vote(SecondApprover).Words);
        Assert.Equal(2, run.YesCount);
    }

    [Fact]
    public void The_same_person_under_another_name_is_one_person()
    {
        var run = Deploy(Production).Asked();
        run.Vote(Approver);

        Assert.Equal(VoteResult.AlreadyCounted, run.Vote(Approver with { Name = "somebody else" }).Result);
    }

    [Fact]
    public void The_requester_does_not_approve_also_as_an_approver()
    {
        var run = Deploy(Staging, by: Approver).Asked();

        var outcome = run.Vote(Approver);

        Assert.Equal((VoteResult.Refused, "Your click does not count: you asked for this run, so somebody else must approve it."), (outcome.Result, outcome.Words));
        Assert.Empty(run.Votes);
    }

    [Fact]
    public void The_requester_among_the_approvers_may_say_no()
    {
        var run = Deploy(Staging, by: Approver).Asked();

        run.Vote(Approver, approves: false, "found a fault");

        Assert.Equal((RunStatus.Refused, "approver rejected it: found a fault"), (run.Status, run.Notice));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_is_not_in_the_group_does_not_decide(bool approves)
    {
        var run = Deploy(Staging).Asked();

        var outcome = run.Vote(SecondDeveloper, approves);

        Assert.Equal(VoteResult.Refused, outcome.Result);
        Assert.Equal("Your click does not count: only members of @approvers decide on staging, and you are not one of them.", outcome.Words);
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
    }

    [Theory]
    [InlineData(MemberKind.Guest)]
    [InlineData(MemberKind.Bot)]
    [InlineData(MemberKind.Stranger)]
    [InlineData(MemberKind.Deactivated)]
    [InlineData(MemberKind.Unknown)]
    public void Who_is_no_full_member_does_not_decide_also_from_within_the_group(MemberKind kind)
    {
        var run = Deploy(Staging).Asked();

        var outcome = run.Decide(Approver.Standing(kind), approves: true, reason: null, run.Decision!.Id, Noon);

        Assert.Equal(VoteResult.Refused, outcome.Result);
        Assert.Equal(0, run.YesCount);
    }

    [Fact]
    public void Every_click_that_does_not_count_is_in_the_audit_trail_with_who_and_why()
    {
        var run = Deploy(Staging).Asked();
        run.Vote(SecondDeveloper);

        var refused = run.LastEvent();

        Assert.Equal(("vote.refused", SecondDeveloper), (refused.What, refused.Who));
        Assert.Contains("only members of @approvers", refused.Why);
    }

    [Fact]
    public void A_vote_is_in_the_audit_trail_with_who_what_and_which_bytes()
    {
        var run = Deploy(Staging).Asked();
        run.Vote(Approver, reason: "looks good");

        var vote = run.LastEvent();

        Assert.Equal(("vote.counted", Approver, DigestOf("shop 1234")), (vote.What, vote.Who, vote.Digest));
        Assert.Equal($"approved decision {run.Decision!.Id}: looks good", vote.Why);
    }

    [Fact]
    public void A_no_ends_it_with_the_reason()
    {
        var run = Deploy(Production).Asked();
        run.Vote(SecondApprover);

        var outcome = run.Vote(Approver, approves: false, "the invoice is wrong");

        Assert.Equal("Rejected.", outcome.Words);
        Assert.Equal((RunStatus.Refused, "approver rejected it: the invoice is wrong"), (run.Status, run.Notice));
        Assert.Equal((StageState.Skipped, StageState.Skipped), (run.StageOf(StageKind.Deploy), run.StageOf(StageKind.Verify)));
        Assert.Equal(new("approval", Verdict.Refused, "approver said no"), run.Gates[^1]);
        Assert.Equal(new NothingMore(), run.Next(Noon));
    }

    [Fact]
    public void Whoever_said_yes_may_still_say_no()
    {
        var run = Deploy(Production).Asked();
        run.Vote(Approver);

        run.Vote(Approver, approves: false);

        Assert.Equal((RunStatus.Refused, "approver rejected it: no reason given"), (run.Status, run.Notice));
    }

    [Fact]
    public void A_no_counts_until_the_deployment_has_begun()
    {
        var approved = Deploy(Staging).Approved();
        approved.Vote(SecondApprover, approves: false, "wait");
        Assert.Equal(RunStatus.Refused, approved.Status);

        var begun = Deploy(Staging).Begun();
        var late = begun.Vote(SecondApprover, approves: false, "wait");
        Assert.Equal(VoteResult.OutOfDate, late.Result);
        Assert.Contains("is being deployed already", late.Words);
        Assert.Equal(RunStatus.Running, begun.Status);
    }

    [Fact]
    public void A_click_on_a_run_that_has_ended_says_how_it_ended()
    {
        var run = Deploy(Staging).Begun().ToTheEnd();

        var outcome = run.Vote(Approver);

        Assert.Equal(VoteResult.OutOfDate, outcome.Result);
        Assert.Contains("has already ended: 1.4.0 (run 1234) serves staging", outcome.Words);
    }

    [Fact]
    public void A_click_on_a_card_that_is_out_of_date_says_so()
    {
        var run = Deploy(Staging).Asked();

        var outcome = run.Decide(Approver.Standing(), approves: true, reason: null, shown: "0123456789abcdef", Noon);

        Assert.Equal(VoteResult.OutOfDate, outcome.Result);
        Assert.StartsWith("This card was out of date", outcome.Words, StringComparison.Ordinal);
        Assert.Equal(0, run.YesCount);
    }

    [Fact]
    public void Before_there_is_something_to_decide_a_click_does_not_count()
    {
        var outcome = Deploy(Staging).Resolved().Vote(Approver);

        Assert.Equal((VoteResult.Refused, "Nobody is asked yet: the release is not ready. The card will ask."), (outcome.Result, outcome.Words));
    }

    [Fact]
    public void Where_nobody_is_asked_a_click_does_not_count()
    {
        var outcome = Deploy(Dev).Asked().Vote(Approver);

        Assert.Equal((VoteResult.Refused, "Nobody is asked for this run."), (outcome.Result, outcome.Words));
    }

    [Fact]
    public void The_run_wakes_when_the_time_to_answer_is_over()
    {
        var run = Deploy(Staging).Asked();

        Assert.Equal(new Wait(Noon.AddHours(24)), run.Next(Noon.AddHours(1)));
    }

    [Fact]
    public void A_question_nobody_answers_frees_the_line()
    {
        var run = Deploy(Production).Asked();
        run.Vote(Approver);

        run.Observe(NothingAhead, Noon.AddHours(24).AddTicks(-1));
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        run.Observe(NothingAhead, Noon.AddHours(24));

        Assert.Equal(RunStatus.Cancelled, run.Status);
        Assert.Contains("nobody answered in time", run.Notice);
        Assert.Equal(StageState.Cancelled, run.StageOf(StageKind.Deploy));
        Assert.Equal(VoteResult.OutOfDate, run.Vote(SecondApprover, at: Noon.AddHours(25)).Result);
    }

    [Fact]
    public void An_approval_that_is_too_old_when_it_would_begin_is_asked_for_again()
    {
        var run = Deploy(Staging).Approved();

        run.Observe(NothingAhead, Noon.AddHours(24).AddTicks(-1));
        Assert.Equal(new BeginDeployment(), run.Next(Noon.AddHours(24)));
        run.Observe(NothingAhead, Noon.AddHours(24));

        Assert.Equal((RunStatus.WaitingForApproval, 0), (run.Status, run.YesCount));
        Assert.Equal("approvals hold for 24 hours, and it had not begun by then. What approver said no longer counts.", run.TakeRemarks()[^1].Text);
        Assert.Equal(new Wait(Noon.AddHours(48)), run.Next(Noon.AddHours(24)));
    }
}

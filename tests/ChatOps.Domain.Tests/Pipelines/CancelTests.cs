using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Strategies;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

public sealed class CancelTests
{
    [Fact]
    public void Before_it_begins_the_requester_cancels_at_once()
    {
        var run = Deploy(Staging).Asked();

        var outcome = run.Cancel(Developer.Standing(), Noon);

        Assert.Equal(VoteResult.Counted, outcome.Result);
        Assert.Equal((RunStatus.Cancelled, "developer cancelled it; nothing was changed"), (run.Status, run.Notice));
        Assert.Equal((StageState.Passed, StageState.Cancelled), (run.Stage("artifacts").State, run.StageOf(StageKind.Deploy)));
        Assert.Equal(("run.cancelled", Developer), (run.LastEvent() is var e ? (e.What, e.Who) : default));
    }

    [Fact]
    public void Every_run_can_be_cancelled_while_it_waits_for_anything()
    {
        Assert.True(Deploy(Staging).CanBeCancelled);
        Assert.True(Deploy(Staging).Resolved().CanBeCancelled);
        Assert.True(Deploy(Staging).Asked(NothingAhead with { Ahead = Ahead() }).CanBeCancelled);
        Assert.True(Deploy(Staging).Approved().CanBeCancelled);
    }

    [Fact]
    public void An_approver_cancels_what_somebody_else_asked_for() =>
        Assert.Equal(VoteResult.Counted, Deploy(Staging).Asked().Cancel(Approver.Standing(), Noon).Result);

    [Fact]
    public void Nobody_else_cancels()
    {
        var run = Deploy(Staging).Asked();

        var outcome = run.Cancel(SecondDeveloper.Standing(), Noon);

        Assert.Equal("Not cancelled: only developer, who asked for it, or a member of @approvers can cancel this run.", outcome.Words);
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        Assert.Equal(("cancel.refused", SecondDeveloper), (run.LastEvent() is var e ? (e.What, e.Who) : default));
    }

    [Fact]
    public void Where_nobody_is_asked_only_the_requester_cancels()
    {
        var run = Deploy(Dev).Resolved();

        Assert.Equal("Not cancelled: only developer, who asked for it, can cancel this run.", run.Cancel(Approver.Standing(), Noon).Words);
    }

    [Theory]
    [InlineData(MemberKind.Guest)]
    [InlineData(MemberKind.Stranger)]
    [InlineData(MemberKind.Deactivated)]
    [InlineData(MemberKind.Bot)]
    [InlineData(MemberKind.Unknown)]
    public void Who_is_no_full_member_does_not_cancel_also_their_own(MemberKind kind)
    {
        var run = Deploy(Staging).Asked();

        Assert.Equal(VoteResult.Refused, run.Cancel(Developer.Standing(kind), Noon).Result);
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
    }

    [Theory]
    [InlineData(StepKind.Prepare)]
    [InlineData(StepKind.Start)]
    [InlineData(StepKind.CheckHealth)]
    public void Before_the_traffic_is_switched_what_is_under_way_ends_and_then_it_goes_back(StepKind during)
    {
        var run = Deploy(Staging).At(during);

        var outcome = run.Cancel(Developer.Standing(), Noon);
        Assert.Equal(VoteResult.Counted, outcome.Result);
        Assert.Equal("developer cancelled it; it goes back at the next safe point", run.Notice);
        Assert.Equal(new GiveOrder(3, during, IsRecorded: true), run.Next(Noon));

        run.OrderIsDone(during, "", Noon);
        Assert.Equal(StepKind.Discard, run.Record());
        run.OrderIsDone(StepKind.Discard, "", Noon);

        Assert.Equal((RunStatus.Cancelled, "cancelled by developer; run 1233 (1.3.0) serves staging, as before"), (run.Status, run.Notice));
        Assert.Equal((StageState.Cancelled, StageState.Cancelled), (run.StageOf(StageKind.Deploy), run.StageOf(StageKind.Verify)));
    }

    [Fact]
    public void A_cancel_right_before_the_switch_is_still_in_time()
    {
        var run = Deploy(Staging).At(StepKind.CheckHealth);
        run.OrderIsDone(StepKind.CheckHealth, "", Noon);

        Assert.True(run.CanBeCancelled);
        run.Cancel(Developer.Standing(), Noon);

        Assert.Equal(StepKind.Discard, run.Record());
    }

    [Theory]
    [InlineData(StepKind.SwitchTraffic)]
    [InlineData(StepKind.VerifyServed)]
    [InlineData(StepKind.StopPrevious)]
    public void From_the_switch_on_it_is_too_late(StepKind during)
    {
        var run = Deploy(Staging).At(during);

        Assert.False(run.CanBeCancelled);
        Assert.Equal("Too late to cancel: the traffic is being switched. Press Roll back when it has ended.", run.Cancel(Developer.Standing(), Noon).Words);
        Assert.Equal(RunStatus.Succeeded, run.ToTheEnd().Status);
    }

    [Fact]
    public void The_second_cancel_says_who_was_first()
    {
        var run = Deploy(Staging).At(StepKind.Start);
        run.Cancel(Developer.Standing(), Noon);

        Assert.False(run.CanBeCancelled);
        Assert.Equal("developer has already cancelled it; it is on its way back.", run.Cancel(Approver.Standing(), Noon).Words);
    }

    [Fact]
    public void What_goes_back_by_itself_can_not_be_cancelled_and_says_why()
    {
        var run = Deploy(Staging).At(StepKind.CheckHealth);
        run.OrderFailed(StepKind.CheckHealth, "no answer at /health", "", Noon);

        Assert.False(run.CanBeCancelled);
        Assert.Equal("There is nothing to cancel: it is already going back. no answer at /health", run.Cancel(Developer.Standing(), Noon).Words);
    }

    [Fact]
    public void What_failed_after_it_was_cancelled_is_told_as_failed()
    {
        var run = Deploy(Staging).At(StepKind.CheckHealth);
        run.Cancel(Developer.Standing(), Noon);

        run.OrderFailed(StepKind.CheckHealth, "no answer at /health", "", Noon);
        run.ToTheEnd();

        Assert.Equal((RunStatus.RolledBack, "no answer at /health; run 1233 (1.3.0) serves staging, as before"), (run.Status, run.Notice));
    }

    [Fact]
    public void A_run_that_has_ended_is_not_cancelled()
    {
        var run = Deploy(Staging).Begun().ToTheEnd();

        Assert.False(run.CanBeCancelled);
        Assert.Contains("has already ended", run.Cancel(Developer.Standing(), Noon).Words);
        Assert.Equal(RunStatus.Succeeded, run.Status);
    }

    [Fact]
    public void A_cancel_wakes_a_run_that_waits_for_a_silent_target()
    {
        var run = Deploy(Staging).At(StepKind.Start);
        run.TargetIsSilent("silent", Noon);

        run.Cancel(Developer.Standing(), Noon);

        Assert.IsType<GiveOrder>(run.Next(Noon));
    }
}

using ChatOps.Domain.Environments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Strategies;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>Lock, hold, freeze and window in front of a run.</summary>
public sealed class ShutGateTests
{
    private static readonly EnvironmentLock Taken = new(SecondDeveloper, "load test", Noon, Noon.AddHours(2), RemindAt: null, "C1");
    private static readonly EnvironmentFacts Locked = NothingAhead with { Lock = Taken, RequestedBy = Developer };
    private static readonly EnvironmentFacts Held = NothingAhead with { Hold = new(Developer, "audit", Noon), RequestedBy = Developer };
    private static readonly EnvironmentFacts Frozen = NothingAhead with { Freezes = [new("shop", Approver, "outage", until: null, Noon)] };
    private static readonly EnvironmentPolicy Windowed = Staging with { Windows = ["daily 14:00-15:00"] };

    [Fact]
    public void Whom_a_lock_bars_waits_with_its_words_and_looks_again_at_its_end()
    {
        var run = Deploy(Staging).Asked(Locked);

        Assert.Equal(RunStatus.Queued, run.Status);
        Assert.Equal("locked by second developer since 2030-03-04 12:00 UTC because load test; until 2030-03-04 14:00 UTC; /release unlock staging", run.Notice);
        Assert.Equal(new Wait(Noon.AddHours(2)), run.Next(Noon));
        run.Observe(Locked, Noon.AddHours(2));
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
    }

    [Fact]
    public void The_owner_passes_a_lock_and_loses_no_vote_by_taking_it()
    {
        var run = Deploy(Production).Asked();
        run.Vote(Approver);

        run.Observe(Locked with { RequestedBy = SecondDeveloper }, Noon);

        Assert.Equal((RunStatus.WaitingForApproval, 1), (run.Status, run.YesCount));
        Assert.Equal(Verdict.Passed, run.Gate("lock").Verdict);
    }

    [Fact]
    public void A_lock_taken_after_a_vote_voids_it_and_says_so()
    {
        var run = Deploy(Production).Asked();
        run.Vote(Approver);

        run.Observe(Locked, Noon);

        Assert.Equal(0, run.YesCount);
        Assert.Contains("locked by second developer", run.TakeRemarks()[^1].Text);
    }

    [Fact]
    public void A_hold_keeps_out_the_holder_too() => Assert.StartsWith("held by developer", Deploy(Staging).Asked(Held).Notice);

    [Fact]
    public void In_a_freeze_an_approvers_rollback_goes_on_and_nobody_elses()
    {
        Assert.Contains("only an approver's rollback goes on", Rollback(Staging).Asked(Frozen).Notice);
        var run = Rollback(Staging, Approver).Asked(Frozen with { IsByApprover = true });
        Assert.Equal((RunStatus.Running, Verdict.Passed), (run.Status, run.Gate("freeze").Verdict));
        Assert.Equal(RunStatus.Queued, Deploy(Staging, Approver).Asked(Frozen with { IsByApprover = true }).Status);
    }

    [Fact]
    public void Two_freezes_open_when_both_have_ended()
    {
        Freeze[] freezes = [new("shop", Approver, "a", Noon.AddHours(1), Noon), new(project: null, Approver, "b", Noon.AddHours(3), Noon)];
        var run = Deploy(Dev).Asked(NothingAhead with { Freezes = freezes });

        Assert.Equal(new Wait(Noon.AddHours(3)), run.Next(Noon));
        Assert.Contains("all projects are frozen", run.Notice);
    }

    [Fact]
    public void For_a_window_people_are_asked_before_it_opens_and_what_they_said_counts_then()
    {
        var run = Deploy(Windowed).Asked();
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        run.Vote(Approver);

        run.Observe(NothingAhead, Noon);
        Assert.Equal((RunStatus.Queued, new Wait(Noon.AddHours(2))), (run.Status, run.Next(Noon)));
        run.Observe(NothingAhead, Noon.AddHours(2));
        Assert.Equal((RunStatus.Running, 1), (run.Status, run.YesCount));
        run.Observe(NothingAhead, Noon.AddHours(3));
        Assert.Equal((RunStatus.Queued, 1), (run.Status, run.YesCount));
    }

    [Fact]
    public void A_window_that_can_not_be_read_lets_nothing_pass() =>
        Assert.Equal(RunStatus.Refused, Deploy(Staging with { Windows = ["whenever"] }).Asked().Status);

    [Theory]
    [InlineData(StepKind.Prepare, true)]
    [InlineData(StepKind.CheckHealth, true)]
    [InlineData(StepKind.SwitchTraffic, false)]
    [InlineData(StepKind.VerifyServed, false)]
    [InlineData(StepKind.StopPrevious, false)]
    public void A_freeze_turns_back_what_has_not_switched_and_nothing_else(StepKind at, bool goesBack)
    {
        var run = Deploy(Dev).At(at);

        Assert.Equal(goesBack, run.GoBackForFreeze(Approver, "shop is frozen"));
        if (goesBack) run.OrderIsDone(at, "", Noon);
        run.ToTheEnd();
        Assert.Equal(goesBack ? RunStatus.Cancelled : RunStatus.Succeeded, run.Status);
        if (goesBack) Assert.StartsWith("shop is frozen; run 1233", run.Notice);
        Assert.False(run.GoBackForFreeze(Approver, "again"));
    }

    [Fact]
    public void A_deployment_that_is_going_back_already_keeps_its_own_reason()
    {
        var run = Deploy(Dev).At(StepKind.CheckHealth);
        run.OrderFailed(StepKind.CheckHealth, "connection refused", "", Noon);

        run.GoBackForFreeze(Approver, "shop is frozen");
        run.ToTheEnd();
        Assert.Equal(RunStatus.RolledBack, run.Status);
    }
}

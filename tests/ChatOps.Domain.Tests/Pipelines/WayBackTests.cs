using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Strategies;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>What did not prove healthy is taken back; what ran before serves, still or again.</summary>
public sealed class WayBackTests
{
    [Theory]
    [InlineData(StepKind.Prepare)]
    [InlineData(StepKind.Start)]
    [InlineData(StepKind.CheckHealth)]
    public void Before_the_traffic_is_switched_the_new_instance_is_only_removed(StepKind failing)
    {
        var run = Deploy(Staging).At(failing);

        run.OrderFailed(failing, "no answer at /health", "last lines", Noon);

        Assert.Equal(RunStatus.Running, run.Status);
        Assert.Equal(StageState.Failed, run.StageOf(StageKind.Deploy));
        Assert.Equal(StepKind.Discard, run.Record());
        Assert.Equal("going back: removing the new instance", run.Notice);
        run.OrderIsDone(StepKind.Discard, "", Noon);
        Assert.Equal((RunStatus.RolledBack, "no answer at /health; run 1233 (1.3.0) serves staging, as before"), (run.Status, run.Notice));
        Assert.Equal((StageState.RolledBack, StageState.Skipped), (run.StageOf(StageKind.Deploy), run.StageOf(StageKind.Verify)));
        Assert.False(run.IsInPlace);
    }

    [Fact]
    public void The_thread_has_the_words_and_the_last_lines()
    {
        var run = Deploy(Staging).At(StepKind.CheckHealth);

        run.OrderFailed(StepKind.CheckHealth, "no answer at /health", "last lines", Noon);

        Assert.Equal(new Remark("The new instance is not healthy", "no answer at /health", "last lines", IsBad: true), Assert.Single(run.TakeRemarks()));
        Assert.Empty(run.TakeRemarks());
        Assert.Equal("order.failed", run.LastEvent().What);
    }

    [Theory]
    [InlineData(StepKind.SwitchTraffic, StageState.Skipped)]
    [InlineData(StepKind.VerifyServed, StageState.Failed)]
    public void Once_the_traffic_was_touched_it_is_switched_back_first(StepKind failing, StageState verify)
    {
        var run = Deploy(Staging).At(failing);

        run.OrderFailed(failing, "wrong version", "", Noon);

        Assert.Equal(StepKind.RestoreTraffic, run.Record());
        run.OrderIsDone(StepKind.RestoreTraffic, "", Noon);
        Assert.Equal(StepKind.Discard, run.Record());
        run.OrderIsDone(StepKind.Discard, "", Noon);
        Assert.Equal(RunStatus.RolledBack, run.Status);
        Assert.Equal((StageState.RolledBack, verify), (run.StageOf(StageKind.Deploy), run.StageOf(StageKind.Verify)));
    }

    [Fact]
    public void Where_nothing_ran_before_nothing_serves_again()
    {
        var nothing = NothingAhead with { Current = null };
        var run = Deploy(Dev).Asked(nothing);
        run.StoreIsVerified();
        run.LookedAtAgain();
        run.Begin(3, 8, Noon);
        run.At(StepKind.Start).OrderFailed(StepKind.Start, "it ended at once", "", Noon);

        run.ToTheEnd();

        Assert.Equal("it ended at once; nothing serves dev, as before", run.Notice);
    }

    [Theory]
    [InlineData(StepKind.SwitchTraffic, StageState.Skipped)]
    [InlineData(StepKind.VerifyServed, StageState.Failed)]
    public void If_the_way_back_fails_too_a_person_must_look(StepKind failing, StageState verify)
    {
        var run = Deploy(Staging).At(failing);
        run.OrderFailed(failing, "wrong version", "", Noon);
        run.Record();

        run.OrderFailed(StepKind.RestoreTraffic, "the port is taken", "", Noon);

        Assert.Equal(RunStatus.OutcomeUnknown, run.Status);
        Assert.Equal("wrong version; then the way back did not work either: the port is taken. Look at staging before you do anything else", run.Notice);
        Assert.Equal((StageState.OutcomeUnknown, verify), (run.StageOf(StageKind.Deploy), run.StageOf(StageKind.Verify)));
        Assert.False(run.IsInPlace);
    }

    [Fact]
    public void A_new_instance_that_can_not_be_removed_is_a_remark()
    {
        var run = Deploy(Staging).At(StepKind.CheckHealth);
        run.OrderFailed(StepKind.CheckHealth, "unhealthy", "", Noon);
        run.Record();

        run.OrderFailed(StepKind.Discard, "a file is in use", "", Noon);

        Assert.Equal((RunStatus.RolledBack, "unhealthy; run 1233 (1.3.0) serves staging, as before"), (run.Status, run.Notice));
        Assert.Equal(2, run.TakeRemarks().Count);
    }
}

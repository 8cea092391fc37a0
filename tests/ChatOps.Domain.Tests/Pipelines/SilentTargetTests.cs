using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Strategies;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>A target that gives no answer is asked again; then the run says that it does not know.</summary>
public sealed class SilentTargetTests
{
    [Fact]
    public void It_is_asked_again_every_two_seconds()
    {
        var run = Deploy(Staging).At(StepKind.Start);

        run.TargetIsSilent("The target gives no answer.", Noon);

        Assert.Equal(new Wait(Noon.AddSeconds(2)), run.Next(Noon));
        Assert.Equal(new GiveOrder(3, StepKind.Start, IsRecorded: true), run.Next(Noon.AddSeconds(2)));
        Assert.Equal("The target gives no answer.", run.Notice);
    }

    [Fact]
    public void Its_silence_is_audited_once()
    {
        var run = Deploy(Staging).At(StepKind.Start);
        run.TakeEvents();

        for (var s = 0; s < 40; s += 2) run.TargetIsSilent("The target gives no answer.", Noon.AddSeconds(s));

        Assert.Equal(["run.waits"], run.Happened());
    }

    [Fact]
    public void After_forty_seconds_the_outcome_is_unknown()
    {
        var run = Deploy(Staging).At(StepKind.SwitchTraffic);

        run.TargetIsSilent("The target gives no answer.", Noon);
        run.TargetIsSilent("The target gives no answer.", Noon.AddSeconds(39));
        Assert.Equal(RunStatus.Running, run.Status);
        run.TargetIsSilent("The target gives no answer.", Noon.AddSeconds(40));

        Assert.Equal(RunStatus.OutcomeUnknown, run.Status);
        Assert.Equal(
            "The target gives no answer. It was asked for 40 s how this ended: switching the traffic. Look at staging before you do anything else", run.Notice);
        Assert.Equal((StageState.OutcomeUnknown, StageState.Skipped), (run.StageOf(StageKind.Deploy), run.StageOf(StageKind.Verify)));
        Assert.False(run.IsInPlace);
    }

    [Fact]
    public void An_answer_ends_the_silence_and_the_next_one_begins_anew()
    {
        var run = Deploy(Staging).At(StepKind.Prepare);
        run.TargetIsSilent("silent", Noon);

        run.OrderIsDone(StepKind.Prepare, "", Noon.AddSeconds(30));
        run.Record(Noon.AddSeconds(30));
        run.TargetIsSilent("silent", Noon.AddSeconds(50));

        Assert.Equal(RunStatus.Running, run.Status);
        Assert.Equal(new Wait(Noon.AddSeconds(52)), run.Next(Noon.AddSeconds(50)));
    }

    [Fact]
    public void Silence_while_it_is_verified_shows_at_the_verify_stage()
    {
        var run = Silent(Deploy(Staging).At(StepKind.VerifyServed));

        Assert.Equal((StageState.Passed, StageState.OutcomeUnknown), (run.StageOf(StageKind.Deploy), run.StageOf(StageKind.Verify)));
        Assert.False(run.IsInPlace);
    }

    [Fact]
    public void Once_it_proved_to_serve_the_environment_holds_it_whatever_became_of_the_old_instance()
    {
        var run = Silent(Deploy(Staging).At(StepKind.StopPrevious));

        Assert.Equal(RunStatus.OutcomeUnknown, run.Status);
        Assert.True(run.IsInPlace);
        Assert.Equal((StageState.OutcomeUnknown, StageState.Passed), (run.StageOf(StageKind.Deploy), run.StageOf(StageKind.Verify)));
    }

    [Fact]
    public void Silence_on_the_way_back_is_an_unknown_outcome_too()
    {
        var run = Deploy(Staging).At(StepKind.VerifyServed);
        run.OrderFailed(StepKind.VerifyServed, "wrong version", "", Noon);
        run.Record();

        Silent(run);

        Assert.Equal((RunStatus.OutcomeUnknown, StageState.OutcomeUnknown), (run.Status, run.StageOf(StageKind.Deploy)));
        Assert.False(run.IsInPlace);
    }

    [Fact]
    public void Silence_without_an_order_means_nothing()
    {
        var run = Deploy(Staging).Begun();
        var version = run.Version;

        run.TargetIsSilent("silent", Noon);

        Assert.Equal(version, run.Version);
    }

    private static PipelineRun Silent(PipelineRun run)
    {
        run.TargetIsSilent("silent", Noon);
        run.TargetIsSilent("silent", Noon + PipelineRun.AskTargetFor);
        return run;
    }
}

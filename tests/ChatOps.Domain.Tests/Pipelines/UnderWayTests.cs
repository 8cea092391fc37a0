using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Strategies;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>Orders that go on outside: they are given again to hear how they do.</summary>
public sealed class UnderWayTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public void It_is_asked_again_after_its_time_and_the_stage_tells_how_far_it_is()
    {
        var run = Deploy(Staging).At(StepKind.SwitchTraffic);
        run.OrderIsUnderWay(StepKind.SwitchTraffic, "deploy: 1 of 3 steps", "https://github.example/runs/7", Soon, Noon);
        Assert.Equal(new Wait(Noon + Soon), run.Next(Noon));
        Assert.Equal(new GiveOrder(3, StepKind.SwitchTraffic, IsRecorded: true), run.Next(Noon + Soon));
        var stage = run.Stages.Single(s => s.Kind == StageKind.Deploy);
        Assert.Equal(("deploy: 1 of 3 steps", "https://github.example/runs/7", StageState.Running), (stage.Words, stage.Url, stage.State));
    }

    [Fact]
    public void The_same_words_again_are_no_news()
    {
        var run = Deploy(Staging).At(StepKind.SwitchTraffic);
        run.OrderIsUnderWay(StepKind.SwitchTraffic, "1 of 3", null, Soon, Noon);
        var version = run.Version;
        run.OrderIsUnderWay(StepKind.SwitchTraffic, "1 of 3", null, Soon, Noon + Soon);
        Assert.Equal(version, run.Version);
        run.OrderIsUnderWay(StepKind.SwitchTraffic, "2 of 3", null, Soon, Noon + Soon);
        Assert.NotEqual(version, run.Version);
    }

    [Fact]
    public void A_cancel_ends_it_while_nobody_would_notice()
    {
        var run = Deploy(Staging).At(StepKind.Start);
        run.OrderIsUnderWay(StepKind.Start, "waits for its turn", null, Soon, Noon);
        run.Cancel(Developer.Standing(), Noon);
        run.OrderIsUnderWay(StepKind.Start, "waits for its turn", null, Soon, Noon);
        Assert.Equal(StepKind.Discard, run.Record());
        run.OrderIsUnderWay(StepKind.Discard, "is called off", null, Soon, Noon);
        run.OrderIsDone(StepKind.Discard, "", Noon + Soon);
        Assert.Equal(RunStatus.Cancelled, run.Status);
    }

    [Fact]
    public void From_the_switch_on_it_is_followed_to_its_end()
    {
        var run = Deploy(Staging).At(StepKind.SwitchTraffic);
        run.OrderIsUnderWay(StepKind.SwitchTraffic, "1 of 3", null, Soon, Noon);
        Assert.False(run.CanBeCancelled);
    }

    [Fact]
    public void An_answer_ends_a_silence_that_was_worth_waiting_for()
    {
        var run = Deploy(Staging).At(StepKind.SwitchTraffic);
        run.TargetIsSilent("silent", Noon, TimeSpan.FromMinutes(15));
        run.TargetIsSilent("silent", Noon.AddMinutes(14), TimeSpan.FromMinutes(15));
        Assert.Equal(new Wait(Noon.AddMinutes(14).AddSeconds(10)), run.Next(Noon.AddMinutes(14)));
        run.OrderIsUnderWay(StepKind.SwitchTraffic, "1 of 3", null, Soon, Noon.AddMinutes(14));
        run.TargetIsSilent("silent", Noon.AddMinutes(16), TimeSpan.FromMinutes(15));
        Assert.Equal(RunStatus.Running, run.Status);
        run.TargetIsSilent("silent", Noon.AddMinutes(31), TimeSpan.FromMinutes(15));
        Assert.Equal(RunStatus.OutcomeUnknown, run.Status);
    }

    [Fact]
    public void What_is_not_under_way_any_more_changes_nothing()
    {
        var run = Deploy(Staging).At(StepKind.CheckHealth);
        run.OrderIsUnderWay(StepKind.Start, "late", null, Soon, Noon);
        Assert.Equal(StepKind.CheckHealth, Assert.IsType<GiveOrder>(run.Next(Noon)).Kind);
    }

    [Fact]
    public void Progress_names_the_jobs_that_work_and_their_steps()
    {
        var ci = Ci(CiConclusion.Running) with
        {
            Jobs = [Job("build", CiConclusion.Running, "") with { Steps = new(3, 7, "Run tests") }, Job("lint", CiConclusion.Success, ""), Job("e2e", CiConclusion.Running, "")],
        };
        Assert.Equal(("build: 3 of 7 steps, Run tests", true), (ci.Progress, ci.HasBegun));
        Assert.Equal(("1 of 2 jobs ended", false), ((ci with { Jobs = [ci.Jobs[1], ci.Jobs[2]] }).Progress, (ci with { Jobs = [ci.Jobs[1], ci.Jobs[2]] }).HasBegun));
    }
}

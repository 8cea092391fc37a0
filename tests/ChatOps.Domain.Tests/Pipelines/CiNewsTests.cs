using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Strategies;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>CI says that something may have changed: it is asked at once, and what it answers is all that counts.</summary>
public sealed class CiNewsTests
{
    private static readonly TimeSpan Seldom = TimeSpan.FromMinutes(4), Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_source_that_tells_by_itself_is_left_alone_until_it_does()
    {
        var run = Waiting(Seldom);
        Assert.Equal(1234, run.AwaitedCiRun);
        Assert.Equal(new Wait(Noon + Seldom), run.Next(Noon));

        Assert.True(run.CiMayHaveChanged(Noon.AddSeconds(1)));
        Assert.Equal(new ResolveRelease(1234), run.Next(Noon.AddSeconds(1)));
        run.CiRunIs(Ci(), Noon.AddSeconds(2), Seldom);
        Assert.Equal(new TakeInArtifacts(), run.Next(Noon.AddSeconds(2)));
    }

    [Fact]
    public void A_source_that_tells_nothing_is_asked_often() => Assert.Equal(new Wait(Noon.AddSeconds(15)), Waiting(null).Next(Noon));

    [Fact]
    public void An_answer_that_may_be_older_than_the_news_is_not_the_last_word()
    {
        var run = Waiting(Seldom);
        run.CiMayHaveChanged(Noon.AddSeconds(1));
        run.CiMayHaveChanged(Noon.AddSeconds(2));

        run.CiRunIs(Ci(CiConclusion.Running), Noon.AddSeconds(3), Seldom);
        Assert.Equal(new Wait(Noon.AddSeconds(18)), run.Next(Noon.AddSeconds(3)));
        run.CiRunIs(Ci(CiConclusion.Running), Noon.AddSeconds(18), Seldom);
        Assert.Equal(new Wait(Noon.AddSeconds(18) + Seldom), run.Next(Noon.AddSeconds(18)));
    }

    [Fact]
    public void A_source_in_trouble_is_asked_in_its_own_time()
    {
        var run = Waiting(Seldom);
        run.TryAgainLater("GitHub failed", Noon);
        var then = run.Next(Noon);
        Assert.False(run.CiMayHaveChanged(Noon.AddSeconds(1)));
        Assert.Equal(then, run.Next(Noon.AddSeconds(1)));
    }

    [Fact]
    public void Whoever_does_not_wait_for_CI_hears_nothing()
    {
        var run = Deploy(Staging).Identified();
        run.CiRunIs(Ci(), Noon);
        var version = run.Version;
        Assert.Null(run.AwaitedCiRun);
        Assert.False(run.CiMayHaveChanged(Noon));
        Assert.Equal((version, new TakeInArtifacts()), (run.Version, run.Next(Noon)));
    }

    [Fact]
    public void Work_that_deploys_is_asked_when_it_is_told_of_and_then_left_alone_as_ever()
    {
        var run = Resting();
        Assert.Equal((3, null), (run.AwaitedAttempt, run.AwaitedCiRun));
        Assert.True(run.CiMayHaveChanged(Noon.AddSeconds(1)));
        Assert.Equal(new GiveOrder(3, StepKind.SwitchTraffic, IsRecorded: true), run.Next(Noon.AddSeconds(1)));

        run.OrderIsUnderWay(StepKind.SwitchTraffic, "2 of 3", null, Soon, Noon.AddSeconds(2));
        Assert.Equal(new Wait(Noon.AddSeconds(2) + Soon), run.Next(Noon.AddSeconds(2)));
    }

    [Fact]
    public void An_answer_that_was_on_its_way_when_word_came_is_asked_for_once_more_however_often_it_came()
    {
        var run = Deploy(Staging).At(StepKind.SwitchTraffic);
        for (var i = 0; i < 20; i++) Assert.True(run.CiMayHaveChanged(Noon));

        run.OrderIsUnderWay(StepKind.SwitchTraffic, "1 of 3", null, Soon, Noon);
        Assert.Equal(new GiveOrder(3, StepKind.SwitchTraffic, IsRecorded: true), run.Next(Noon));
        run.OrderIsUnderWay(StepKind.SwitchTraffic, "1 of 3", null, Soon, Noon);
        Assert.Equal(new Wait(Noon + Soon), run.Next(Noon));
    }

    [Fact]
    public void What_was_told_of_one_order_is_nothing_to_the_next()
    {
        var run = Deploy(Staging).At(StepKind.Start);
        run.CiMayHaveChanged(Noon);
        run.OrderIsDone(StepKind.Start, "", Noon);
        Assert.Null(run.AwaitedAttempt);
        Assert.False(run.CiMayHaveChanged(Noon));

        run.At(StepKind.SwitchTraffic);
        run.OrderIsUnderWay(StepKind.SwitchTraffic, "1 of 3", null, Soon, Noon);
        Assert.Equal(new Wait(Noon + Soon), run.Next(Noon));
    }

    [Fact]
    public void A_target_that_gives_no_answer_is_asked_in_its_own_time()
    {
        var run = Deploy(Staging).At(StepKind.SwitchTraffic);
        run.TargetIsSilent("GitHub failed", Noon);
        var then = run.Next(Noon);
        Assert.False(run.CiMayHaveChanged(Noon.AddSeconds(1)));
        Assert.Equal(then, run.Next(Noon.AddSeconds(1)));
    }

    private static PipelineRun Resting()
    {
        var run = Deploy(Staging).At(StepKind.SwitchTraffic);
        run.OrderIsUnderWay(StepKind.SwitchTraffic, "1 of 3", null, Soon, Noon);
        return run;
    }

    private static PipelineRun Waiting(TimeSpan? askAgainAfter)
    {
        var run = Deploy(Staging).Identified();
        run.CiRunIs(Ci(CiConclusion.Running), Noon, askAgainAfter);
        return run;
    }
}

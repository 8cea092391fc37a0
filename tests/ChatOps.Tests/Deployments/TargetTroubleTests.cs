using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Strategies;
using ChatOps.Targets;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Deployments;

/// <summary>A target that can't be reached, loses answers, breaks or has seen a newer attempt.</summary>
public class TargetTroubleTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_lost_answer_is_asked_for_again_and_nothing_is_applied_twice(Storage storage)
    {
        await using var world = await World.Of(storage);
        var target = world.Target("dev");
        var lost = 0;
        target.OnTheWayBack = order => order.Step == StepKind.SwitchTraffic && lost++ == 0 ? throw new TargetUnreachableException("The line broke.") : Task.CompletedTask;
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1234);
        Assert.Equal(2, target.Given.Count(o => o.Step == StepKind.SwitchTraffic));
        Assert.Equal(AllAtOnce.Plan, target.Applied.Select(o => o.Step));
        Assert.Single(target.Given.Select(o => o.Token).Distinct());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_target_that_is_away_for_a_while_is_waited_for_and_the_card_says_so(Storage storage)
    {
        await using var world = await World.Of(storage);
        var target = world.Target("dev");
        var isAway = true;
        target.OnTheWay = _ => isAway ? throw new TargetUnreachableException("The agent is away <!here>.") : Task.CompletedTask;
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "The agent is away");
        isAway = false;
        await bot.UntilStatus(run, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_newer_attempt_at_the_target_ends_this_one(Storage storage)
    {
        await using var world = await World.Of(storage);
        var target = world.Target("dev");
        await target.Perform(new(99, StepKind.Prepare, 1, "other", new("x", 1, Domain.Releases.Digest.Of([1])), "/x"), CancellationToken.None);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        var failed = await bot.UntilStatus(run, RunStatus.Failed);
        Assert.Contains("Attempt 99", failed.Notice);
        Assert.Single(target.Applied);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task When_the_way_back_fails_too_nobody_claims_to_know(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Target("dev").Script = order => Task.FromResult<StepOutcome?>(
            order.Step is StepKind.VerifyServed or StepKind.RestoreTraffic ? StepOutcome.Failed($"{order.Step} is broken") : null);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilStatus(run, RunStatus.OutcomeUnknown);
        await bot.UntilCardSays(run, "outcome unknown", "VerifyServed is broken", "RestoreTraffic is broken", "Look at dev");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_cancel_while_it_is_deployed_goes_back_at_the_next_safe_point(Storage storage)
    {
        await using var world = await World.Of(storage);
        var target = world.Target("dev");
        var hold = new TaskCompletionSource();
        target.OnTheWayBack = order => order.Step == StepKind.Start ? hold.Task : Task.CompletedTask;
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await Until.True("it starts", () => target.Applied.Any(o => o.Step == StepKind.Start), bot.Seen);
        await bot.Press(People.Developer, run, "cancel");
        await bot.UntilWhispered(People.Developer, "goes back at the next safe point");
        hold.SetResult();
        await bot.UntilStatus(run, RunStatus.Cancelled);
        Assert.Equal([StepKind.Prepare, StepKind.Start, StepKind.Discard], target.Applied.Select(o => o.Step));
    }
}

using System.Diagnostics;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Strategies;
using ChatOps.Persistence;
using ChatOps.Tests.FrontDoor;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.Hosting;

/// <summary>Stopped gracefully in any state, and started again.</summary>
public class RestartTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task In_the_middle_of_a_step_the_next_bot_asks_how_it_ended(Storage storage)
    {
        await using var world = await World.Of(storage);
        var target = world.Target("dev");
        var hold = new TaskCompletionSource();
        target.Script = async order =>
        {
            if (order.Step == StepKind.CheckHealth) await hold.Task;
            return null;
        };
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await Until.True("its health is asked", () => target.Applied.Any(o => o.Step == StepKind.CheckHealth), bot.Seen);
        var start = Stopwatch.GetTimestamp();
        await bot.Stop();
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), $"Stopping took {Stopwatch.GetElapsedTime(start)}.");
        // Given back, so that the next bot need not wait until it runs out.
        await using (var db = world.Db()) Assert.Null(await db.Runs.Select(r => EF.Property<string?>(r, Lease.Owner)).SingleAsync());

        hold.SetResult();
        bot = await world.StartBot();
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(AllAtOnce.Plan, target.Applied.Select(o => o.Step));
        Assert.Single(target.Applied.Select(o => o.Token).Distinct());
        await bot.UntilCardSays(run, "succeeded");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task While_people_are_asked_their_votes_are_kept_and_the_old_card_still_works(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Environment("live", approvals: 2, port: 4);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilCardSays(run, "1 of 2");
        await bot.Stop();

        bot = await world.StartBot();
        await bot.Press(People.SecondApprover, run, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        await bot.UntilCardSays(run, "succeeded");
        Assert.Equal(2, (await bot.Load(run)).YesCount);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task While_the_card_is_posted_there_is_one_card_afterwards(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        world.Slack.Trouble = c => c.Method == "chat.postMessage" ? new Fault.Slow(TimeSpan.FromSeconds(1)) : null;
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await Until.True("it is being posted", () => world.Slack.Calls.Any(c => c.Method == "chat.postMessage"), bot.Seen);
        await bot.Stop();
        await Until.True("it has arrived", () => world.Slack.Messages.Count > 0);
        world.Slack.Trouble = _ => null;
        bot = await world.StartBot();
        await bot.UntilStatus(run, RunStatus.Succeeded);
        await bot.UntilCardSays(run, "succeeded");
    }
}

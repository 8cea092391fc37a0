using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.Schedules;

/// <summary>A deployment for which a time was named: people are asked before it, it begins at it by itself, and not earlier.</summary>
public class DeployAtTests
{
    private const string Berlin = "Projects:shop:TimeZone";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task People_are_asked_before_the_time_and_it_begins_at_it_by_itself(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set(Berlin, "Europe/Berlin");
        var clock = await WorldClock.In(world, "2026-11-21T12:00Z");
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1234, People.Approver);
        await clock.Set("2026-11-21T12:59:45Z");

        var answer = await bot.Type(People.Developer, "/deploy production run 1234 at 14:00");
        Assert.Contains("deploying run 1234 of shop to production at 2026-11-21 14:00 Europe/Berlin", answer);
        var run = Hands.NumberIn(answer);
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilCardSays(run, "1 of 2", "scheduled for 2026-11-21 14:00 Europe/Berlin");
        await bot.Press(People.SecondApprover, run, "approve");
        await bot.UntilCardSays(run, "queued", "scheduled for 2026-11-21 14:00 Europe/Berlin");
        Assert.Contains("scheduled: scheduled for 2026-11-21 14:00 Europe/Berlin", await bot.Type(People.Developer, "/release why production run 1234"));
        Assert.Empty(world.Target("production").Given);

        var ended = await bot.UntilStatus(run, RunStatus.Succeeded);
        var began = ended.Attempt!.Orders[0].BegunAt!.Value;
        var due = new DateTimeOffset(2026, 11, 21, 13, 0, 0, TimeSpan.Zero);
        Assert.True(began >= due && began < due.AddSeconds(5), $"It began at {began:O}.");
        Assert.All(ended.Votes, v => Assert.True(v.At < due && v.Counts));
        Assert.Equal(1, (await bot.Audit(run)).Count(a => a.What == "run.due"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_is_asked_for_today_and_goes_tomorrow_though_the_bot_was_down_meanwhile(Storage storage)
    {
        await using var world = await World.Of(storage);
        var clock = await WorldClock.In(world, "2026-11-21T12:00Z");
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1234, People.Approver);
        var answer = await bot.Type(People.Developer, "/deploy production run 1234 at tomorrow 9:30 Europe/Berlin because of the invoice fix");
        Assert.Contains("at 2026-11-22 09:30 Europe/Berlin", answer);
        var run = Hands.NumberIn(answer);
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilCardSays(run, "1 of 2");
        Assert.Contains($"#{run} run 1234 to production at 2026-11-22 09:30 Europe/Berlin, waiting for 1 more of @approvers", await bot.Type(People.Developer, "/release schedules"));

        // The other one says yes on the next morning, still before the time: neither the question nor the first yes has grown old.
        bot = await clock.StopUntil(bot, "2026-11-22T08:00Z");
        await bot.Press(People.SecondApprover, run, "approve");
        await bot.UntilCardSays(run, "queued", "scheduled for 2026-11-22 09:30 Europe/Berlin");
        Assert.Empty(world.Target("production").Given);
        bot = await clock.StopUntil(bot, "2026-11-22T08:30:05Z");
        var ended = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.True(ended.Attempt!.Orders[0].BegunAt >= new DateTimeOffset(2026, 11, 22, 8, 30, 0, TimeSpan.Zero));
        Assert.Equal(2, ended.Votes.Count(v => v.Counts));
        Assert.Contains("Nothing is scheduled", await bot.Type(People.Developer, "/release schedules"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Approved_by_nobody_at_its_time_it_waits_and_goes_when_it_is_approved(Storage storage)
    {
        await using var world = await World.Of(storage);
        var clock = await WorldClock.In(world, "2026-11-21T12:00Z");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234 in 2h");
        await bot.UntilCardSays(run, "scheduled for 2026-11-21 14:0");
        bot = await clock.StopUntil(bot, "2026-11-21T14:01:30Z");
        await Until.Found("its time is noticed", async () => (await bot.Load(run)).IsDue ? "" : null, bot.Seen);
        bot = await clock.StopUntil(bot, "2026-11-21T20:00Z");
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Times_that_can_not_be_are_refused_and_start_nothing(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set(Berlin, "Europe/Berlin").Of("production", "Emergency:Group", "approvers").Of("production", "MaySkip:0", "staging");
        await WorldClock.In(world, "2027-03-20T12:30Z");
        var bot = await world.StartBot();
        (string Typed, string Words)[] cases =
        [
            ("/deploy staging run 1234 at 13:00", "13:00 is over for today; type tomorrow 13:00."),
            ("/deploy staging run 1234 at 2027-03-19 14:00", "is in the past: now it is 2027-03-20 13:30 Europe/Berlin"),
            ("/promote run 1234 to production at 2027-03-28 02:30", "02:30 does not exist on 2027-03-28 in Europe/Berlin: the clocks go from 02:00 to 03:00. Type 2027-03-28 01:59 or 2027-03-28 03:00."),
            ("/deploy staging run 1234 at 2028-04-01 10:00", "more than a year ahead"),
            ("/deploy staging run 1234 at soon", "\"soon\" is no time"),
            ("/deploy staging run 1234 at", "At what time?"),
            ("/deploy staging run 1234 at 14:00 Europe/Berln", "did you mean Europe/Berlin?"),
            ("/deploy staging run 1234 at 14:00 please", "I don't know what to do with \"please\" behind the time"),
            ("/deploy staging run 1234 in a while", "\"a\" is no length of time"),
            ("/deploy staging run 1234 every weekday 6:00", "Run 1234 can be deployed once"),
            ("/deploy production run 1234 at 14:00 emergency \"checkout is down\"", "An emergency goes at once, so it has no time."),
            ("/deploy production run 1234 emergency \"checkout is down\" at 14:00", "An emergency goes at once, so it has no time."),
            ("/deploy production run 1234 emergency at 14:00", "An emergency goes at once, so it has no time."),
            ("/deploy production last every weekday 6:00 emergency", "An emergency goes at once, so it has no time."),
            ("/deploy production last skipping staging every weekday 6:00", "Again and again nothing can skip staging"),
            ("/rollback staging at 14:00", "A rollback goes at once and takes no time. To have a release there at a time, type, for example: /deploy staging run 1233 at 14:00."),
            ("/rollback staging to run 1232 in 2h", "type, for example: /deploy staging run 1232 at 14:00."),
        ];
        foreach (var (typed, words) in cases)
        {
            var answer = await bot.Type(People.Developer, typed);
            Assert.True(answer.Contains(words, StringComparison.Ordinal), $"{typed}: {answer}");
        }

        Assert.Equal(0, (await bot.Rows()).Runs);
        Assert.Equal(8, (await bot.Audit()).Count(a => a.What == "deployment.refused" && a.Why.Contains(" at ", StringComparison.Ordinal)));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_time_that_comes_twice_is_the_first_and_the_answer_says_so(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set(Berlin, "Europe/Berlin");
        var clock = await WorldClock.In(world, "2026-10-24T12:00Z");
        var bot = await world.StartBot();
        var answer = await bot.Type(People.Developer, "/deploy dev run 1234 at 2026-10-25 02:30");
        Assert.Contains("02:30 comes twice on 2026-10-25 in Europe/Berlin", answer);
        Assert.Contains("this is the first, 2026-10-25 02:30+02:00; for the second type 2026-10-25 02:30+01:00.", answer);
        var first = Hands.NumberIn(answer);
        var second = await bot.Begin(People.Developer, "/deploy dev run 1233 at 2026-10-25 02:30+01:00");
        bot = await clock.StopUntil(bot, "2026-10-25T00:31Z");
        await bot.UntilStatus(first, RunStatus.Succeeded);
        Assert.False((await bot.Load(second)).Status.IsFinal());
        bot = await clock.StopUntil(bot, "2026-10-25T01:30:02Z");
        await bot.UntilStatus(second, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task One_is_cancelled_by_its_number_before_its_time(Storage storage)
    {
        await using var world = await World.Of(storage);
        var clock = await WorldClock.In(world, "2026-11-21T12:00Z");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234 at 14:00");
        await bot.UntilCardSays(run, "scheduled for 2026-11-21 14:00 UTC");
        Assert.Contains($"#{run} is to do that at 2026-11-21 14:00 UTC, asked for by developer. Cancel it first: /release cancel #{run}", await bot.Type(People.SecondDeveloper, "/deploy dev run 1234"));

        // It stands in nobody's way meanwhile.
        await bot.Deploy("dev", 1233);
        await bot.Type(People.Developer, $"/release cancel #{run}");
        await Until.Found("it is cancelled", async () => (await bot.Load(run)).Status == RunStatus.Cancelled ? "" : null, bot.Seen);
        Assert.Contains("Nothing is scheduled", await bot.Type(People.Developer, "/release schedules"));
        bot = await clock.StopUntil(bot, "2026-11-21T14:00:30Z");
        await bot.Deploy("staging", 1234, People.Approver);
        Assert.DoesNotContain(world.Target("dev").Given, o => o.CiRun == 1234);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_the_bot_was_down_for_is_made_up_for_or_left_out_as_the_settings_say(Storage storage)
    {
        foreach (var (policy, late, goes) in new[] { ("Run", "2026-11-21T14:50Z", true), ("Run", "2026-11-21T15:10Z", false), ("Skip", "2026-11-21T14:10Z", false) })
        {
            await using var world = await World.Of(storage);
            world.Settings.Set("Schedules:Missed", policy);
            var clock = await WorldClock.In(world, "2026-11-21T12:00Z");
            var bot = await world.StartBot();
            var run = await bot.Begin(People.Developer, "/deploy dev run 1234 at 14:00");
            await bot.UntilCardSays(run, "scheduled for 2026-11-21 14:00 UTC");
            bot = await clock.StopUntil(bot, late);
            if (goes)
            {
                await bot.UntilStatus(run, RunStatus.Succeeded);
                continue;
            }

            await bot.UntilStatus(run, RunStatus.Cancelled);
            await bot.UntilCardSays(run, "cancelled", "it was scheduled for 2026-11-21 14:00 UTC, and nobody was there to begin it", policy == "Run" ? "in the 60 minutes that it may be late" : "in the 60 s that it may be late");
            await Until.True("its requester is told", () => world.Slack.ThreadOf(run).Any(m => m.Everything.Contains($"<@{People.Developer.Id}>")), bot.Seen);
            Assert.Empty(world.Target("dev").Given);
        }
    }

    [PostgreSqlFact]
    public async Task Two_bots_begin_it_once()
    {
        await using var world = await World.Of(Storage.PostgreSql);
        var clock = await WorldClock.In(world, "2026-11-21T13:58Z");
        var bots = await Task.WhenAll(world.StartBot(), world.StartBot());
        await clock.Set("2026-11-21T13:59:50Z");
        var runs = new[] { await bots[0].Begin(People.Developer, "/deploy dev run 1234 at 14:00"), await bots[1].Begin(People.Developer, "/deploy staging run 1234 at 14:00") };
        await bots[0].Press(People.Approver, runs[1], "approve");
        foreach (var run in runs)
        {
            var ended = await bots[0].UntilStatus(run, RunStatus.Succeeded);
            Assert.True(ended.Attempt!.Orders[0].BegunAt >= new DateTimeOffset(2026, 11, 21, 14, 0, 0, TimeSpan.Zero));
            Assert.Equal(1, (await bots[1].Audit(run)).Count(a => a.What == "run.due"));
        }

        await using var db = bots[1].Db();
        Assert.Equal(2, await db.Deployments.CountAsync());
        Assert.Single(world.Target("dev").Applied.Select(o => o.Token).Distinct());
    }
}

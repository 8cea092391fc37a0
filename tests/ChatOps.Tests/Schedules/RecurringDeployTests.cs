using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.Schedules;

/// <summary>Deployments that come again and again: each time a run of its own, once, whatever happens to the bot.</summary>
public class RecurringDeployTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Each_time_the_newest_good_run_goes_and_whoever_began_it_ends_it(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set("Projects:shop:TimeZone", "Europe/Berlin");
        var clock = await WorldClock.In(world, "2026-11-20T04:00Z");
        var bot = await world.StartBot();
        await bot.Type(People.Developer, "/release subscribe shop failed", SlackWorkspace.Ops);
        var answer = await bot.Type(People.Approver, "/deploy staging last every weekday 6:00 because it is the nightly one");
        Assert.Contains("Schedule 1: the newest good run of shop goes to staging weekdays at 06:00 Europe/Berlin, first at 2026-11-20 06:00 Europe/Berlin. To end it, type: /release unschedule 1", answer);
        Assert.Contains("1. deploys the newest good run to staging, weekdays at 06:00 Europe/Berlin, by approver; next at 2026-11-20 06:00 Europe/Berlin", await bot.Type(People.Approver, "/release schedules"));

        await clock.Set("2026-11-20T05:00:01Z");
        var run = await UntilRuns(bot, 1);
        Assert.Equal("schedule 1, 2026-11-20 06:00 Europe/Berlin: it is the nightly one", run.Reason);
        Assert.Contains("the bot for approver", (await bot.UntilCard(run.Id, "asks", c => c.Button("approve") is not null)).Everything);
        await bot.Press(People.Approver, run.Id, "approve");
        await bot.UntilWhispered(People.Approver, "you asked for this run");
        await bot.Press(People.SecondApprover, run.Id, "approve");
        await bot.UntilStatus(run.Id, RunStatus.Succeeded);

        // Not on the weekend. On Monday there is nothing new, which is no failure.
        bot = await clock.StopUntil(bot, "2026-11-22T12:00Z");
        Assert.Contains("next at 2026-11-23 06:00 Europe/Berlin", await bot.Type(People.Developer, "/release schedules"));
        await clock.Set("2026-11-23T05:00:01Z");
        var second = await UntilRuns(bot, 2);
        await bot.UntilCardSays(second.Id, "skipped: run 1234 (1.4.2) already runs in staging, the same bytes: nothing to do");
        await bot.UntilStatus(second.Id, RunStatus.Cancelled);
        await Until.Found("all is sent", async () =>
        {
            await using var db = bot.Db();
            return await db.Outbox.AllAsync(n => n.SentAt != null || n.NextTryAt > clock.Now) ? "" : null;
        }, bot.Seen);
        Assert.Empty(world.Slack.Posted(SlackWorkspace.Ops));

        Assert.Contains("Only approver, who began it, or a member of @approvers can end schedule 1", await bot.Type(People.SecondDeveloper, "/release unschedule 1"));
        Assert.Contains("has no such schedule, 7", await bot.Type(People.Developer, "/release unschedule 7"));
        Assert.Contains("\"all\" is no schedule's number", await bot.Type(People.Developer, "/release unschedule all"));
        Assert.Contains("Schedule 1 has ended", await bot.Type(People.Approver, "/release unschedule 1"));
        Assert.Contains("Schedule 1 has ended already", await bot.Type(People.Approver, "/release unschedule 1"));
        Assert.Contains("Nothing is scheduled", await bot.Type(People.Developer, "/release schedules"));
        bot = await clock.StopUntil(bot, "2026-11-24T05:00:10Z");
        await bot.Deploy("dev", 1234);
        Assert.Equal(3, (await bot.Rows()).Runs);
        Assert.Equal(
            ["schedule.begun", "schedule.due", "schedule.due", "schedule.end-refused", "schedule.ended", "schedule.end-refused"],
            (await bot.Audit()).Where(a => a.What.StartsWith("schedule.", StringComparison.Ordinal)).Select(a => a.What));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_can_not_be_a_schedule_gets_words_that_name_the_place(Storage storage)
    {
        await using var world = await World.Of(storage);
        await WorldClock.In(world, "2026-11-20T04:00Z");
        var bot = await world.StartBot();
        (string Typed, string Words)[] cases =
        [
            ("every blue moon 6:00", "\"blue\" names no days; type one such as weekdays 9:00"),
            ("every weekday", "At what time? Type one such as every weekday 9:00."),
            ("every weekday 6", "may be a time in the morning or in the evening"),
            ("every weekday 6:00 Europe/Berln", "did you mean Europe/Berlin?"),
            ("every weekday 6:00 and so on", "I don't know what to do with \"and\" behind weekdays at 06:00 UTC"),
            ("on RRULE:FREQ=FORTNIGHTLY", "FREQ: \"FORTNIGHTLY\" is none of"),
            ("on RRULE:FREQ=DAILY;BYHOUR=9,24", "BYHOUR: \"24\" is no number from 0 to 23 (character 21 of"),
            ("on RRULE:FREQ=DAILY;COUNT=1;UNTIL=20260101", "COUNT and UNTIL can't stand together"),
            ("on DTSTART:20200101T060000Z RRULE:FREQ=DAILY;COUNT=3", "That never comes (again)"),
            ("on RRULE:FREQ=MINUTELY;INTERVAL=5", "are less than 15 minutes apart. Choose a longer pause."),
            ("on RRULE:FREQ=DAILY;BYHOUR=6;BYMINUTE=0,10", "is too often: 2026-11-20 06:00 UTC and 2026-11-20 06:10 UTC are less than 15 minutes apart"),
            ("every", "Every what?"),
        ];
        foreach (var (typed, words) in cases)
        {
            var answer = await bot.Type(People.Developer, $"/deploy dev last {typed}");
            Assert.True(answer.Contains(words, StringComparison.Ordinal), $"{typed}: {answer}");
        }

        await using var db = bot.Db();
        Assert.False(await db.Schedules.AnyAsync());
        Assert.Equal(cases.Length, (await bot.Audit()).Count(a => a.What == "schedule.refused"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task In_the_nights_the_clocks_change_it_comes_once(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set("Projects:shop:TimeZone", "Europe/Berlin");
        var clock = await WorldClock.In(world, "2026-10-24T12:00Z");
        var bot = await world.StartBot();
        await bot.Type(People.Developer, "/release notify here daily 2:30 \"nightly\"");
        foreach (var (at, count) in new[] { ("2026-10-25T00:30:01Z", 1), ("2026-10-25T01:30:01Z", 1), ("2026-10-26T01:30:01Z", 2), ("2027-03-27T01:30:01Z", 3), ("2027-03-28T01:29:50Z", 3), ("2027-03-28T01:30:01Z", 4), ("2027-03-29T00:30:01Z", 5) })
        {
            await clock.Set(at);
            await Until.True($"it was told {count} times by {at}", () => world.Slack.Posted(SlackWorkspace.Releases).Count(m => m.Text.Contains("nightly")) >= count, bot.Seen);
            bot = await clock.StopUntil(bot, at);
            Assert.Equal(count, world.Slack.Posted(SlackWorkspace.Releases).Count(m => m.Text.Contains("nightly")));
        }
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_the_bot_was_down_for_is_made_up_for_or_left_out_with_words_in_the_channel(Storage storage)
    {
        foreach (var (policy, late, goes) in new[] { ("Run", "2026-11-23T06:50Z", true), ("Run", "2026-11-23T07:05Z", false), ("Skip", "2026-11-23T06:05Z", false) })
        {
            await using var world = await World.Of(storage);
            world.Settings.Set("Schedules:Missed", policy);
            var clock = await WorldClock.In(world, "2026-11-20T04:00Z");
            var bot = await world.StartBot();
            await bot.Type(People.Developer, "/deploy dev last every day 6:00");
            bot = await clock.StopUntil(bot, late);
            if (goes)
            {
                var run = await UntilRuns(bot, 1);
                await bot.UntilStatus(run.Id, RunStatus.Succeeded);
                Assert.Contains("2026-11-23 06:00 UTC; earlier ones since 2026-11-20 06:00 UTC were missed", run.Reason);
                continue;
            }

            var told = await Until.Found("the channel is told", () => world.Slack.Posted(SlackWorkspace.Releases) is [var only] ? only : null, bot.Seen);
            Assert.Contains("shop: a schedule was missed", told.Text);
            Assert.Contains("2026-11-23 06:00 UTC was missed; earlier ones since 2026-11-20 06:00 UTC were missed; nobody was there then, and it is left out now. Next: 2026-11-24 06:00 UTC.", told.Text);
            Assert.Equal(0, (await bot.Rows()).Runs);
        }
    }

    [PostgreSqlFact]
    public async Task Two_bots_begin_each_once()
    {
        await using var world = await World.Of(Storage.PostgreSql);
        var clock = await WorldClock.In(world, "2026-11-20T04:00Z");
        var bots = await Task.WhenAll(world.StartBot(), world.StartBot());
        await bots[0].Type(People.Developer, "/deploy dev last every day 6:00");
        await bots[1].Type(People.Developer, "/release notify here daily 6:00 \"morning\"");
        for (var day = 20; day < 25; day++)
        {
            await clock.Set($"2026-11-{day}T06:00Z");
            // Ended, because the same that still waits would not be begun a second time.
            var run = await UntilRuns(bots[0], day - 19);
            await Until.Found($"#{run.Id} has ended", async () =>
            {
                await using var now = bots[0].Db();
                return await now.Runs.SingleOrDefaultAsync(r => r.Id == run.Id && r.FinishedAt != null);
            }, bots[0].Seen);
            await Until.True("the channel is told", () => world.Slack.Posted(SlackWorkspace.Releases).Count >= day - 19, bots[1].Seen);
        }

        await Task.WhenAll(bots.Select(b => b.Stop()));
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1234, People.Approver);
        Assert.Equal(5, world.Slack.Posted(SlackWorkspace.Releases).Count);
        await using var db = bot.Db();
        Assert.Equal(5, await db.Runs.CountAsync(r => r.Environment == "dev"));
        Assert.Equal(10, await db.ScheduleOccurrences.CountAsync());
        Assert.Equal(10, await db.Audit.CountAsync(a => a.What == "schedule.due"));
    }

    private static Task<PipelineRun> UntilRuns(BotHost bot, int count) => Until.Found($"there are {count} runs by schedule", async () =>
    {
        await using var db = bot.Db();
        var runs = await db.Runs.Where(r => r.IsByBot).OrderBy(r => r.Id).ToListAsync();
        Assert.True(runs.Count <= count, $"There are {runs.Count} runs.");
        return runs.Count == count ? runs[^1] : null;
    }, bot.Seen);
}

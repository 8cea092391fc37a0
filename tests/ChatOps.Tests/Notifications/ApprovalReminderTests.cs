using ChatOps.Tests.FrontDoor;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.Notifications;

/// <summary>Approvals that wait are brought to mind of those who can give them, while they are at work where they are.</summary>
public class ApprovalReminderTests
{
    private static readonly Member Berliner = People.Approver with { TimeZone = "Europe/Berlin" };
    private static readonly Member NewYorker = People.SecondApprover with { TimeZone = "America/New_York" };
    private static readonly Member Somewhere = People.ThirdApprover;

    private static async Task<(World World, WorldClock Clock)> Apart(Storage storage, string utc)
    {
        var world = await World.Of(storage);
        world.Settings.Environment("live", approvals: 2, port: 4);
        world.Slack.Members = [Berliner, NewYorker, Somewhere, .. People.All.Where(m => m.Id != Berliner.Id && m.Id != NewYorker.Id && m.Id != Somewhere.Id)];
        world.Slack.Approvers = [Berliner, NewYorker, People.Developer, People.Guest, People.Robot, People.Leaver, People.Visitor];
        return (world, await WorldClock.In(world, utc));
    }

    // A Friday. Berlin works from 8:00 to 16:00 UTC, New York from 14:00 to 22:00 UTC.
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Those_at_work_by_their_own_clocks_are_mentioned_and_nobody_else(Storage storage)
    {
        var (world, clock) = await Apart(storage, "2026-11-20T06:00Z");
        await using var _ = world;
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await bot.UntilCard(run, "asks", c => c.Button("approve") is not null);

        // Two hours later it is not yet nine in Berlin's winter; then it is.
        bot = await clock.StopUntil(bot, "2026-11-20T07:59Z");
        await bot.Deploy("dev", 1233);
        Assert.Empty(Reminders(world, run));
        bot = await clock.StopUntil(bot, "2026-11-20T08:00:05Z");
        var first = await UntilReminded(world, bot, run, 1);
        Assert.Equal([Berliner.Id], Mentioned(first));
        Assert.Contains("It goes on when 2 of @approvers say yes. It was asked 2 hours ago. Approve or reject it on the card above.", first.Text);

        // Who has voted is not reminded, and not before the time: New York sleeps until fourteen o'clock UTC.
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilCardSays(run, "1 of 2");
        bot = await clock.StopUntil(bot, "2026-11-20T13:00Z");
        await Until.True("the bot says why it waits", () => bot.Log.Lines.Any(l => l.Text.Contains($"The reminder of #{run} waits: of 1 who are asked nobody is at work now")), bot.Seen);
        Assert.Single(Reminders(world, run));
        bot = await clock.StopUntil(bot, "2026-11-20T14:00:05Z");
        Assert.Equal([NewYorker.Id], Mentioned(await UntilReminded(world, bot, run, 2)));
        await bot.Press(People.SecondApprover, run, "approve");
        await bot.UntilStatus(run, Domain.Pipelines.RunStatus.Succeeded);
        Assert.Equal(2, Reminders(world, run).Count);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Whom_Slack_tells_no_zone_has_the_settings_and_a_stand_in_is_asked_too(Storage storage)
    {
        var (world, clock) = await Apart(storage, "2026-11-20T06:00Z");
        await using var _ = world;
        world.Slack.Approvers = [Somewhere, NewYorker];
        world.Settings.Set("Reminders:WorkingHours", "Mon-Fri 09:00-17:00 Asia/Tokyo").Set("Reminders:ApprovalAfter", "00:30:00").Set("Reminders:ApprovalEvery", "01:00:00");
        var bot = await world.StartBot();
        await bot.Type(People.SecondApprover, $"/release delegate <@{People.Approver.Id}|approver> for 3d because of holidays");
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await bot.UntilCard(run, "asks", c => c.Button("approve") is not null);
        await clock.Set("2026-11-20T06:35Z");
        Assert.Equal([Somewhere.Id], Mentioned(await UntilReminded(world, bot, run, 1)));
        bot = await clock.StopUntil(bot, "2026-11-20T09:00Z");
        Assert.Equal([Berliner.Id], Mentioned(await UntilReminded(world, bot, run, 2)));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task While_Slack_does_not_answer_the_reminder_waits_and_it_is_logged(Storage storage)
    {
        var (world, clock) = await Apart(storage, "2026-11-20T08:30Z");
        await using var _ = world;
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy live run 1234");
        await bot.UntilCard(run, "asks", c => c.Button("approve") is not null);
        await bot.Stop();
        await clock.Set("2026-11-20T11:00Z");
        world.Slack.Trouble = c => c.Method is "users.info" or "usergroups.users.list" ? new Fault.Refusal("internal_error") : null;
        bot = await world.StartBot();
        await Until.True("it is logged", () => bot.Log.Lines.Any(l => l.Text.Contains($"The reminder of #{run} waits: Slack")), bot.Seen);
        Assert.Empty(Reminders(world, run));
        world.Slack.Trouble = _ => null;
        await clock.Move(TimeSpan.FromMinutes(2));
        Assert.Equal([Berliner.Id], Mentioned(await UntilReminded(world, bot, run, 1)));
    }

    [PostgreSqlFact]
    public async Task Two_bots_remind_once_and_so_does_one_that_was_stopped()
    {
        var (world, clock) = await Apart(Storage.PostgreSql, "2026-11-20T08:30Z");
        await using var _ = world;
        var bots = await Task.WhenAll(world.StartBot(), world.StartBot());
        var run = await bots[0].Begin(People.Developer, "/deploy live run 1234");
        await bots[1].UntilCard(run, "asks", c => c.Button("approve") is not null);
        await clock.Set("2026-11-20T10:45Z");
        await UntilReminded(world, bots[0], run, 1);
        await Task.WhenAll(bots.Select(b => b.Stop()));
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        Assert.Single(Reminders(world, run));
        await using var db = bot.Db();
        Assert.Equal(1, await db.Reminders.CountAsync());
    }

    private static IReadOnlyList<Message> Reminders(World world, long run) => [.. world.Slack.ThreadOf(run).Where(m => m.Text.Contains("still waits for you"))];

    private static IEnumerable<string> Mentioned(Message message) => message.Text.Split("<@").Skip(1).Select(after => after.Split('>')[0]);

    private static Task<Message> UntilReminded(World world, BotHost bot, long run, int count) => Until.Found($"there are {count} reminders", () => Reminders(world, run) is var all && all.Count == count ? all[^1] : null, bot.Seen);
}

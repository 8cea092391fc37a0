using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Notifications;

/// <summary>Channels that are told again and again what goes out, and what went out.</summary>
public class NotifyTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_channel_is_told_what_is_scheduled_what_waits_and_what_runs(Storage storage)
    {
        await using var world = await World.Of(storage);
        var clock = await WorldClock.In(world, "2026-11-20T07:00Z");
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        var answer = await bot.Type(People.Developer, $"/release notify <#{SlackWorkspace.Ops}|ops> weekdays 9:00 “what &lt;!channel&gt; goes out today”");
        Assert.Contains("Schedule 1: it tells \"what &lt;!channel&gt; goes out today\", weekdays at 09:00 UTC, first at 2026-11-20 09:00 UTC", answer);
        var planned = await bot.Begin(People.Developer, "/deploy dev run 1234 at 16:00");
        var waiting = await bot.Begin(People.Developer, "/deploy staging run 1234");
        await bot.UntilCard(waiting, "asks", c => c.Button("approve") is not null);
        await bot.UntilCardSays(planned, "scheduled for");
        await bot.Type(People.Developer, "/deploy staging last every day 18:00");

        await clock.Set("2026-11-20T09:00:01Z");
        var told = await Until.Found("the channel is told", () => world.Slack.Posted(SlackWorkspace.Ops) is [var only] ? only : null, bot.Seen);
        foreach (var words in new[]
        {
            "shop: what &lt;!channel&gt; goes out today", $"#{planned} run 1234 to dev at 2026-11-20 16:00 UTC", "the newest good run to staging at 2026-11-20 18:00 UTC (schedule 2)",
            $"#{waiting} run 1234 to staging: waiting for 1 more of @approvers", "dev: run 1233 (1.4.1)", "staging: nothing yet",
        }) Assert.Contains(words, told.Text);

        Assert.Contains("1. tells \"what &lt;!channel&gt; goes out today\", weekdays at 09:00 UTC, by developer; next at 2026-11-23 09:00 UTC", await bot.Type(People.Developer, "/release notify list"));
        Assert.Contains("has no such schedule, 2. To see them, type: /release notify list", await bot.Type(People.Developer, "/release notify stop 2"));
        Assert.Contains("Schedule 1 has ended", await bot.Type(People.Approver, "/release notify stop 1"));
        Assert.Contains("Nobody is notified", await bot.Type(People.Developer, "/release notify list"));
        await clock.Set("2026-11-23T09:00:10Z");
        await bot.Deploy("dev", 1235);
        Assert.Single(world.Slack.Posted(SlackWorkspace.Ops));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Where_the_bot_can_not_write_whoever_asked_is_told(Storage storage)
    {
        await using var world = await World.Of(storage);
        var clock = await WorldClock.In(world, "2026-11-20T07:00Z");
        var bot = await world.StartBot();
        await bot.Type(People.Developer, $"/release notify <#{SlackWorkspace.Closed}|closed> weekdays 9:00");
        await clock.Set("2026-11-20T09:00:01Z");
        var told = await Until.Found("developer is told", () => world.Slack.Posted($"D-{People.Developer.Id}") is [var only] ? only : null, bot.Seen);
        Assert.Contains("shop: what goes out", told.Text);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_is_typed_wrong_gets_words(Storage storage)
    {
        await using var world = await World.Of(storage);
        await WorldClock.In(world, "2026-11-20T07:00Z");
        var bot = await world.StartBot();
        (string Typed, string Words)[] cases =
        [
            ("", "In which channel?"), ("#releases weekdays 9:00", "I can't tell which channel \"#releases\" is: type # and choose it from Slack's list, or say here."), ("here", "How often?"),
            ("here \"now and then\"", "How often?"), ("here sometimes 9:00", "\"sometimes\" names no days"), ("here weekdays 9:00 \"no end", "closing quotation mark is missing"),
            ("here weekdays 9:00 \"x\" and more", "I don't know what to do with \"and\""), ("here RRULE:FREQ=MINUTELY", "less than 15 minutes apart"), ("stop", "Which one?"),
            ("stop x", "\"x\" is no schedule's number"), ("list all", "I don't know what to do with \"all\""), ("here weekly notes please", "I don't know what to do with \"please\""),
        ];
        foreach (var (typed, words) in cases)
        {
            var answer = await bot.Type(People.Developer, $"/release notify {typed}");
            Assert.True(answer.Contains(words, StringComparison.Ordinal), $"{typed}: {answer}");
        }

        Assert.Contains("Nobody is notified", await bot.Type(People.Developer, "/release notify list"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Weekly_notes_tell_each_deployment_in_one_of_them_however_late_they_come(Storage storage)
    {
        await using var world = await World.Of(storage);
        new ShopCi(world.Settings).Add(1240, like: 1235);
        var clock = await WorldClock.In(world, "2026-11-13T08:00Z");
        var bot = await world.StartBot();
        Assert.Contains("every Monday at 09:00 UTC, first at 2026-11-16 09:00 UTC", await bot.Type(People.Developer, $"/release notify <#{SlackWorkspace.Ops}|ops> weekly notes"));
        await bot.Deploy("dev", 1233);

        // The bot was down at nine; what came after nine belongs to the next week, as does what came before nine then.
        bot = await clock.StopUntil(bot, "2026-11-16T09:40Z");
        var first = await UntilTold(world, bot, 1);
        Assert.Contains("shop dev: release notes", first);
        Assert.Contains("1.4.1 (run 1233, 2026-11-13)", first);
        await bot.Deploy("dev", 1234);
        await clock.Set("2026-11-23T08:59Z");
        await bot.Deploy("dev", 1240);
        await clock.Set("2026-11-23T09:00:01Z");
        var second = await UntilTold(world, bot, 2);
        Assert.Contains("1.4.2 (run 1234, 2026-11-16), 1.5.0 (run 1240, 2026-11-23)", second);
        Assert.DoesNotContain("run 1233", second);
        Assert.Contains("Round the cart's total once, at the end (developer)", second);

        await clock.Set("2026-11-30T09:00:01Z");
        Assert.Contains("Nothing was deployed since 2026-11-23 09:00 UTC.", await UntilTold(world, bot, 3));
    }

    private static async Task<string> UntilTold(World world, BotHost bot, int count) =>
        (await Until.Found($"the channel is told {count} times", () => world.Slack.Posted(SlackWorkspace.Ops) is var all && all.Count == count ? all[^1] : null, bot.Seen)).Text;
}

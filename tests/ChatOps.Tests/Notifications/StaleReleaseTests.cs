using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Notifications;

/// <summary>A release that stays where it should go on from: its channel is told, in working hours, once in a while.</summary>
public class StaleReleaseTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Its_channel_is_told_until_it_goes_on(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set("Reminders:StaleAfter", "3.00:00:00").Set("Reminders:WorkingHours", "Mon-Fri 09:00-17:00 Europe/Berlin");
        var clock = await WorldClock.In(world, "2026-11-17T10:00Z");
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1234, People.Approver);

        // Friday evening, and the weekend.
        bot = await clock.StopUntil(bot, "2026-11-20T16:30Z");
        await bot.Deploy("dev", 1233);
        bot = await clock.StopUntil(bot, "2026-11-22T10:00Z");
        await bot.Deploy("dev", 1234);
        Assert.Empty(world.Slack.Posted(SlackWorkspace.Releases));
        bot = await clock.StopUntil(bot, "2026-11-23T08:00:05Z");
        var told = await UntilTold(world, bot, 1);
        Assert.Contains("shop: run 1234 (1.4.2)", told.Text);
        Assert.Contains("waits in staging", told.Text);
        Assert.Contains("It is there since 2026-11-17 10:00 UTC, 5.9 days, and never went on to production. To take it there, type: /promote run 1234 to production", told.Text);
        bot = await clock.StopUntil(bot, "2026-11-24T10:00Z");
        await bot.Deploy("dev", 1233);
        Assert.Single(world.Slack.Posted(SlackWorkspace.Releases));

        bot = await clock.StopUntil(bot, "2026-11-26T10:00Z");
        await UntilTold(world, bot, 2);
        await bot.Deploy("production", 1234, People.Approver, People.SecondApprover);
        bot = await clock.StopUntil(bot, "2026-12-03T10:00Z");
        await bot.Deploy("dev", 1234);
        Assert.Equal(2, world.Slack.Posted(SlackWorkspace.Releases).Count);
    }

    private static Task<Message> UntilTold(World world, BotHost bot, int count) =>
        Until.Found($"the channel is told {count} times", () => world.Slack.Posted(SlackWorkspace.Releases) is var all && all.Count == count ? all[^1] : null, bot.Seen);
}

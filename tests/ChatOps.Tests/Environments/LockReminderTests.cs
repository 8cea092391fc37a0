using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Environments;

/// <summary>The reminder of a lock: once, in the channel where it was taken, with a button.</summary>
public class LockReminderTests
{
    private const string RemindAfter = "Projects:shop:Environments:dev:Lock:RemindAfter";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Its_button_ends_the_lock_for_the_owner_only(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set(RemindAfter, "00:00:02");
        var bot = await world.StartBot();
        await bot.Type(People.Developer, "/release lock dev because load test", SlackWorkspace.Ops);
        var reminder = await UntilReminded(world, bot);
        Assert.Equal((SlackWorkspace.Ops, "Unlock"), (reminder.Channel, reminder.ButtonNames));
        Assert.Contains($"<@{People.Developer.Id}>", reminder.Everything);

        await bot.Hands.Press(People.SecondDeveloper, reminder, "unlock");
        await bot.UntilWhispered(People.SecondDeveloper, "Only developer or a member of @approvers can unlock dev");
        await bot.Hands.Press(People.Developer, reminder, "unlock");
        await bot.UntilWhispered(People.Developer, "dev is unlocked.");

        // The button belongs to that lock; the next is another.
        await bot.Type(People.SecondDeveloper, "/release lock dev because mine now");
        await bot.Hands.Press(People.Approver, reminder, "unlock");
        await bot.UntilWhispered(People.Approver, "That lock has ended. Now dev is locked by second-developer");
        await using var db = bot.Db();
        Assert.Equal("mine now", db.Environments.Single(e => e.Name == "dev").Lock?.Reason);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_is_neither_lost_nor_doubled_by_restarts(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set(RemindAfter, "00:00:02");
        var bot = await world.StartBot();
        await bot.Type(People.Developer, "/release lock dev because load test");
        await bot.Stop();
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        bot = await world.StartBot();
        await UntilReminded(world, bot);
        await bot.Stop();
        bot = await world.StartBot();
        await bot.Deploy("staging", 1234, People.Approver);
        Assert.Single(world.Slack.Messages, m => m.Text.Contains("still locked"));
        await using var db = bot.Db();
        Assert.Null(db.Environments.Single(e => e.Name == "dev").LockDueAt);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Where_the_bot_can_not_write_the_owner_is_reminded_directly(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set(RemindAfter, "00:00:01");
        var bot = await world.StartBot();
        await bot.Type(People.Developer, "/release lock shop dev because load test", SlackWorkspace.Closed);
        var reminder = await UntilReminded(world, bot);
        Assert.NotEqual(SlackWorkspace.Closed, reminder.Channel);
    }

    private static Task<Message> UntilReminded(World world, BotHost bot) =>
        Until.Found("the reminder comes", () => world.Slack.Messages.FirstOrDefault(m => m.Text.Contains("still locked")), bot.Seen);
}

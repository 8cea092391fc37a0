using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Deployments;

/// <summary>A newer release of a branch ends the older ones of it that have not begun.</summary>
public class SupersedeTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_older_one_gives_way_and_its_card_says_to_whom(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Of("staging", "Supersede", "true");
        var bot = await world.StartBot();
        var older = await bot.Begin(People.Developer, "/deploy staging run 1233");
        await bot.UntilStatus(older, RunStatus.WaitingForApproval);
        // Of another branch: it stays in line.
        var other = await bot.Begin(People.Developer, "/deploy staging run 1235");
        await bot.UntilStatus(other, RunStatus.Queued);
        var newer = await bot.Begin(People.SecondDeveloper, "/deploy staging run 1234");

        Assert.Equal($"superseded by #{newer} (run 1234)", (await bot.UntilStatus(older, RunStatus.Cancelled)).Notice);
        var card = await bot.UntilCardSays(older, "cancelled", $"superseded by #{newer} (run 1234)");
        Assert.Equal("Retry", card.ButtonNames);
        await bot.UntilStatus(other, RunStatus.WaitingForApproval);

        await bot.Press(People.Developer, older, "retry");
        var told = await bot.UntilWhispered(People.Developer, "deploying run 1233");
        var refused = await bot.UntilStatus(Hands.NumberIn(told.Text), RunStatus.Refused);
        Assert.Contains($"#{newer} takes run 1234, which is newer and of the same branch, to staging already", refused.Notice);

        await bot.Press(People.Approver, other, "approve");
        await bot.Press(People.Approver, newer, "approve");
        await bot.UntilStatus(newer, RunStatus.Succeeded);
        Assert.DoesNotContain(world.Target("staging").Given, o => o.CiRun == 1233);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_is_being_deployed_already_is_left_alone(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Of("dev", "Supersede", "true");
        var hold = new TaskCompletionSource();
        world.Target("dev").OnTheWay = _ => hold.Task;
        var bot = await world.StartBot();
        var older = await bot.Begin(People.Developer, "/deploy dev run 1233");
        await bot.UntilCard(older, "is being deployed", c => c.Everything.Contains("checking and unpacking", StringComparison.Ordinal));
        var newer = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilStatus(newer, RunStatus.Queued);
        hold.SetResult();
        await bot.UntilStatus(older, RunStatus.Succeeded);
        await bot.UntilStatus(newer, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_emergency_goes_though_a_newer_release_is_on_its_way(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Of("staging", "Supersede", "true").Of("staging", "Emergency:Group", "approvers");
        var bot = await world.StartBot();
        var newer = await bot.Begin(People.Developer, "/deploy staging run 1234");
        await bot.UntilStatus(newer, RunStatus.WaitingForApproval);
        var emergency = await bot.Begin(People.Approver, "/deploy staging run 1233 emergency \"1234 loses orders\"");
        await bot.UntilStatus(emergency, RunStatus.Succeeded);
        Assert.Equal(1233, world.Target("staging").Serving!.CiRun);
        await bot.UntilStatus(newer, RunStatus.WaitingForApproval);
    }
}

using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Notifications;

/// <summary>Where a card goes when it can't be where it should.</summary>
public class CardPlaceTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_deleted_card_is_posted_anew(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var card = await bot.UntilCard(run, "asks", c => c.Button("approve") is not null);
        world.Slack.Delete(card);
        await bot.Hands.Press(People.Approver, card, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.NotEqual(card.Ts, (await bot.UntilCardSays(run, "succeeded")).Ts);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Where_the_bot_may_not_write_the_requester_gets_the_card_in_person(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234", SlackWorkspace.Closed);
        await bot.UntilStatus(run, RunStatus.Succeeded);
        var card = await bot.UntilCardSays(run, "succeeded");
        Assert.Equal($"D-{People.Developer.Id}", card.Channel);
        await Until.True("the thread is there too", () => world.Slack.ThreadOf(run).Count == 1, bot.Seen);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_card_that_was_given_up_comes_back_when_the_token_is_mended_and_the_bot_started_again(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        world.Slack.Trouble = c => c.Method == "chat.postMessage" ? new Fault.Refusal("missing_scope") : null;
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        await Until.Found("it is given up", async () =>
        {
            await using var db = bot.Db();
            return db.Cards.Any(c => c.GivenUpBecause != null) ? await Task.FromResult("") : null;
        }, bot.Seen);
        await bot.Stop();
        world.Slack.Trouble = _ => null;
        bot = await world.StartBot();
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilCardSays(run, "succeeded");
        await Until.True("its thread is there too", () => world.Slack.ThreadOf(run).Count == 1, bot.Seen);
    }
}

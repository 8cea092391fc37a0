using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.Notifications;

/// <summary>Channels and people that are told how runs end.</summary>
public class SubscriptionTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Each_is_told_of_the_environments_and_outcomes_that_it_wants_once(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        Assert.Contains("This channel is told when runs fail or are refused in shop dev.", await bot.Type(People.Developer, "/release subscribe shop dev failed", SlackWorkspace.Ops));
        Assert.Contains("This channel is told when runs fail or are refused in shop.", await bot.Type(People.Developer, "/release subscribe shop failed", SlackWorkspace.Ops));
        Assert.Contains("You are told directly when runs succeed in shop dev. To end it, type: /release unsubscribe me dev", await bot.Type(People.SecondDeveloper, "/release subscribe me dev succeeded"));
        Assert.Contains("You are told directly how runs end in shop.", await bot.Type(People.Approver, "/release subscribe me all"));

        await bot.Deploy("dev", 1233);
        var refused = await bot.Begin(People.Developer, "/deploy dev run 1236");
        await bot.UntilStatus(refused, RunStatus.Refused);
        var cancelled = await bot.Begin(People.Developer, "/deploy staging run 1234");
        await bot.UntilCard(cancelled, "asks", c => c.Button("approve") is not null);
        await bot.Type(People.Developer, $"/release cancel #{cancelled}");
        await Until.Found("all is sent", async () =>
        {
            await using var db = bot.Db();
            return await db.Runs.AllAsync(r => r.FinishedAt != null) && await db.Outbox.AllAsync(n => n.SentAt != null) ? "" : null;
        }, bot.Seen);

        var failed = Assert.Single(world.Slack.Posted(SlackWorkspace.Ops)).Text;
        Assert.Contains("shop (run 1236) to dev: refused", failed);
        Assert.Contains($"#{refused}, asked for by developer.", failed);
        Assert.Contains("1.4.1 (run 1233) runs in dev", Assert.Single(world.Slack.Posted($"D-{People.SecondDeveloper.Id}")).Text);
        Assert.Equal(3, world.Slack.Posted($"D-{People.Approver.Id}").Count);
        Assert.Empty(world.Slack.Posted(SlackWorkspace.Releases));

        // What was wanted may change; what is listed is this channel's and one's own.
        Assert.Contains("This channel is told how runs end in shop dev.", await bot.Type(People.Developer, "/release subscribe shop dev all", SlackWorkspace.Ops));
        var list = await bot.Type(People.Approver, "/release notify shop list", SlackWorkspace.Ops);
        Assert.Contains("You are told directly how runs end in all environments", list);
        Assert.Contains("This channel is told how runs end in dev", list);
        Assert.DoesNotContain("succeed", list);

        Assert.Contains("This channel is told of shop dev no more.", await bot.Type(People.Developer, "/release unsubscribe shop dev", SlackWorkspace.Ops));
        Assert.Contains("This channel is not subscribed to shop dev: nothing to do.", await bot.Type(People.Developer, "/release unsubscribe shop dev", SlackWorkspace.Ops));
        Assert.Contains("You are told of shop no more.", await bot.Type(People.Approver, "/release unsubscribe me"));
        await bot.Deploy("dev", 1234);
        await Until.True("second-developer is told", () => world.Slack.Posted($"D-{People.SecondDeveloper.Id}").Count == 2, bot.Seen);
        Assert.Single(world.Slack.Posted(SlackWorkspace.Ops));
        Assert.Equal(3, world.Slack.Posted($"D-{People.Approver.Id}").Count);
        Assert.Contains("Did you mean staging?", await bot.Type(People.Developer, "/release subscribe stagin"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_stop_before_it_is_sent_neither_loses_nor_doubles_it(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Type(People.Developer, "/release subscribe shop", SlackWorkspace.Ops);
        world.Slack.Trouble = c => c.Method == "chat.postMessage" && c.Text("channel") == SlackWorkspace.Ops ? new Fault.CutAfter() : null;
        await bot.Deploy("dev", 1234);
        await Until.True("it was posted, and nobody knows", () => world.Slack.Posted(SlackWorkspace.Ops).Count == 1, bot.Seen);
        await bot.Stop();
        world.Slack.Trouble = _ => null;
        bot = await world.StartBot();
        await Until.Found("it is known to be sent", async () =>
        {
            await using var db = bot.Db();
            return await db.Outbox.AllAsync(n => n.SentAt != null) ? "" : null;
        }, bot.Seen, TimeSpan.FromSeconds(60));
        Assert.Single(world.Slack.Posted(SlackWorkspace.Ops));
    }
}

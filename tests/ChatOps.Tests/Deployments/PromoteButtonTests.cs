using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.Deployments;

/// <summary>The Promote button: one environment higher, asked for by whoever pressed.</summary>
public class PromoteButtonTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Pressing_it_starts_the_run_to_the_next_environment(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var first = await bot.Deploy("staging", 1233, People.Approver);
        var staged = await bot.UntilCard(first, "offers promotion", c => c.Button("promote") is not null);
        Assert.Equal($"{first}|production", staged.Button("promote")!["value"]!.GetValue<string>());
        Assert.Contains("run 1233 (1.4.1) goes to production, in place of nothing", staged.Everything);

        await bot.Press(People.SecondDeveloper, first, "promote");
        var told = await bot.UntilWhispered(People.SecondDeveloper, "deploying run 1233 of shop to production");
        var promoted = Hands.NumberIn(told.Text);
        Assert.Equal(People.SecondDeveloper.Id, (await bot.UntilStatus(promoted, RunStatus.WaitingForApproval)).RequestedBy.Id);
        await bot.Press(People.Approver, promoted, "approve");
        await bot.Press(People.SecondApprover, promoted, "approve");
        await bot.UntilStatus(promoted, RunStatus.Succeeded);
        Assert.Equal(world.Target("staging").Serving!.Digest, world.Target("production").Serving!.Digest);
        await bot.UntilCard(first, "offers it no longer, because it runs there", c => c.Button("promote") is null);
        await bot.UntilCard(promoted, "is the last environment", c => c.Text.Contains("succeeded", StringComparison.Ordinal) && c.Button("promote") is null);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_old_card_loses_it_and_a_click_on_it_says_so(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var first = await bot.Deploy("staging", 1233, People.Approver);
        var old = await bot.UntilCard(first, "offers promotion", c => c.Button("promote") is not null);
        var click = Hands.ClickBody(People.Developer, old, "promote", world.Slack.NewTrigger());
        await bot.Deploy("staging", 1234, People.Approver);
        await bot.UntilCard(first, "offers it no longer", c => c.ButtonNames.Length == 0);

        await bot.Hands.Send("/slack/action", click);
        await bot.UntilWhispered(People.Developer, "This card was out of date: run 1234 (1.4.2) runs in staging now. Nothing was promoted.");
        await using var db = bot.Db();
        Assert.False(await db.Runs.AnyAsync(r => r.Environment == "production"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Several_next_environments_have_a_button_each_and_never_more_than_four(Storage storage)
    {
        await using var world = await World.Of(storage);
        foreach (var (name, port) in new[] { ("asia", 11), ("eu", 12), ("latam", 13), ("oceania", 14), ("us", 15) })
            world.Settings.Environment(name, approvals: 0, port).Of(name, "After:0", "dev");
        var bot = await world.StartBot();
        var run = await bot.Deploy("dev", 1234);
        var card = await bot.UntilCard(run, "offers promotion", c => c.Button("promote") is not null);
        Assert.Equal("Promote to asia Promote to eu Promote to latam Promote to oceania", card.ButtonNames);

        await bot.Press(People.Developer, run, "promote.2");
        var told = await bot.UntilWhispered(People.Developer, "deploying run 1234 of shop to eu");
        await bot.UntilStatus(Hands.NumberIn(told.Text), RunStatus.Succeeded);
        Assert.Equal(1234, world.Target("eu").Serving!.CiRun);
        await bot.UntilCard(run, "offers the others", c => c.ButtonNames == "Promote to asia Promote to latam Promote to oceania Promote to us");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_guests_click_does_not_promote(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var run = await bot.Deploy("staging", 1234, People.Approver);
        await bot.Press(People.Guest, run, "promote");
        await bot.UntilWhispered(People.Guest, "guests can't");
        await using var db = bot.Db();
        Assert.Equal(1, await db.Runs.CountAsync());
    }
}

using ChatOps.Domain.Deployments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Strategies;
using ChatOps.Tests.FrontDoor;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.Deployments;

/// <summary>The main story: deploy, approve, promote, roll back.</summary>
public class DeployTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Deploy_approve_and_the_environment_serves_the_approved_bytes(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();

        var run = await bot.Begin(People.Developer, "/deploy staging run 1234 because of the invoice fix");
        var asked = await bot.UntilCardSays(run, "waiting for approval", "0 of 1 from @approvers");
        Assert.Equal("Approve Reject Cancel", asked.ButtonNames);
        Assert.Contains("of the invoice fix", asked.Everything);
        Assert.Empty(world.Target("staging").Given);

        await bot.Press(People.Approver, run, "approve");
        var done = await bot.UntilCardSays(run, "Deploy shop 1.4.2 to staging: succeeded");
        Assert.Contains("👍 approved by <@U0APPROVER>", done.Everything);
        Assert.Equal("Promote", done.ButtonNames);

        var stored = await bot.Load(run);
        var digest = stored.Release!.Artifacts[0].Digest;
        Assert.Equal(digest, world.Target("staging").Serving!.Digest);
        Assert.Equal(AllAtOnce.Plan, world.Target("staging").Applied.Select(o => o.Step));
        Assert.All(await bot.Audit(run), a => Assert.True(a.Digest is null || a.Digest == digest));
        Assert.Contains("staging: run 1234 (1.4.2)", await bot.Type(People.Developer, "/release status"));
        Assert.Contains("run 1234 (1.4.2)  succeeded", await bot.Type(People.Developer, "/release history staging"));
        await bot.UntilWhispered(People.Approver, "Your approval is counted (1 of 1)");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_same_bytes_are_promoted_and_rolled_back(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        await bot.Deploy("dev", 1234);
        var promoted = await bot.Begin(People.Developer, "/promote run 1234 to staging");
        await bot.Press(People.Approver, promoted, "approve");
        await bot.UntilStatus(promoted, RunStatus.Succeeded);
        Assert.Equal(world.Target("dev").Serving!.Digest, world.Target("staging").Serving!.Digest);

        var back = await bot.Begin(People.Developer, "/rollback dev");
        await bot.UntilStatus(back, RunStatus.Succeeded);
        Assert.Equal(1233, world.Target("dev").Serving!.CiRun);
        await bot.UntilCardSays(back, "Roll back shop dev to 1.4.1", "succeeded");
        await using var db = bot.Db();
        Assert.Equal(2, await db.Releases.CountAsync());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Last_is_the_newest_good_run(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev last");
        Assert.Equal(1234, (await bot.UntilStatus(run, RunStatus.Succeeded)).CiRun);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_unhealthy_release_never_takes_the_traffic(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        world.Target("dev").Script = order => Task.FromResult<ChatOps.Targets.StepOutcome?>(order.Step == StepKind.CheckHealth
            ? ChatOps.Targets.StepOutcome.Failed("health check: 503 <!channel>", "last line one\n```\nlast <!here> line two") : null);
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilStatus(run, RunStatus.RolledBack);
        Assert.Equal(1233, world.Target("dev").Serving!.CiRun);
        Assert.DoesNotContain(world.Target("dev").Applied, o => o.CiRun == 1234 && o.Step == StepKind.SwitchTraffic);

        var card = await bot.UntilCardSays(run, "rolled back", "run 1233 (1.4.1) serves dev");
        Assert.Equal("Retry", card.ButtonNames);
        var thread = await Until.Found("the thread tells all", () => world.Slack.ThreadOf(run) is { Count: >= 2 } notes ? notes : null, bot.Seen);
        Assert.Contains("not healthy", thread[0].Text);
        Assert.Contains("line two", thread[0].Everything);
        Assert.Contains("Rolled back", thread[1].Everything);
        await using var db = bot.Db();
        Assert.Equal(DeploymentOutcome.RolledBack, (await db.Deployments.SingleAsync(d => d.Run == run)).Outcome);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_buttons_do_what_they_say(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        var run = await bot.Deploy("dev", 1234);
        await bot.Press(People.Developer, run, "rollback");
        await Until.True("the environment is back", () => world.Target("dev").Serving?.CiRun == 1233, bot.Seen);

        var cancelled = await bot.Begin(People.Developer, "/deploy staging run 1233");
        await bot.Press(People.SecondDeveloper, cancelled, "cancel");
        await bot.UntilWhispered(People.SecondDeveloper, "Not cancelled: only developer");
        await bot.Press(People.Developer, cancelled, "cancel");
        await bot.UntilStatus(cancelled, RunStatus.Cancelled);
        await bot.Press(People.SecondDeveloper, cancelled, "retry");
        var again = await bot.UntilWhispered(People.SecondDeveloper, "deploying run 1233");
        Assert.Empty(world.Target("staging").Given);
        Assert.StartsWith("#", again.Text);
    }
}

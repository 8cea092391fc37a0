using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Strategies;
using ChatOps.Tests.FrontDoor;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.Environments;

/// <summary>Stop everything: nothing new begins, and what runs reaches a safe point.</summary>
public class FreezeTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Nothing_begins_until_an_approver_ends_it(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        Assert.Contains("Only a member of @approvers can freeze shop", await bot.Type(People.Developer, "/release freeze \"payment outage\""));
        Assert.Contains("shop is frozen by approver since", await bot.Type(People.Approver, "/release freeze “payment outage” until tomorrow 18:00"));
        await Until.True("the channel is told", () => world.Slack.Messages.Any(m => m.Text.Contains("payment outage")), bot.Seen);
        Assert.Contains("already", await bot.Type(People.SecondApprover, "/release freeze \"again\""));

        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "queued", "shop is frozen by approver", "because payment outage", "until", "/release unfreeze shop");
        Assert.Contains("Only a member of @approvers can unfreeze shop", await bot.Type(People.Developer, "/release unfreeze"));
        Assert.Contains("shop goes on", await bot.Type(People.SecondApprover, "/release unfreeze because it is mended"));
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains("shop is not frozen", await bot.Type(People.Approver, "/release unfreeze"));
        Assert.Equal(
            ["freeze.refused", "freeze.begun", "freeze.refused", "unfreeze.refused", "freeze.ended", "unfreeze.refused"],
            (await bot.Audit()).Where(a => a.What.Contains("freeze")).Select(a => a.What));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_has_not_switched_goes_back_and_can_be_retried_afterwards(Storage storage)
    {
        await using var world = await World.Of(storage);
        var release = Hold(world.Target("dev"), StepKind.CheckHealth);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await Until.True("its health is asked", () => world.Target("dev").Applied.Any(o => o.Step == StepKind.CheckHealth), bot.Seen);
        Assert.Contains($"#{run} had not switched the traffic yet and goes back", await bot.Type(People.Approver, "/release freeze \"payment outage\""));
        release.SetResult();

        Assert.Contains("frozen by approver", (await bot.UntilStatus(run, RunStatus.Cancelled)).Notice);
        Assert.DoesNotContain(world.Target("dev").Applied, o => o.Step == StepKind.SwitchTraffic);
        Assert.Null(world.Target("dev").Serving);
        await bot.Type(People.Approver, "/release unfreeze");
        await bot.Press(People.Developer, run, "retry");
        await Until.Found("the retry succeeds", async () =>
        {
            await using var db = bot.Db();
            return await db.Runs.FirstOrDefaultAsync(r => r.Id > run && r.Status == RunStatus.Succeeded);
        }, bot.Seen);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_is_switching_goes_on_to_its_end(Storage storage)
    {
        await using var world = await World.Of(storage);
        var release = Hold(world.Target("dev"), StepKind.SwitchTraffic);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await Until.True("it switches", () => world.Target("dev").Applied.Any(o => o.Step == StepKind.SwitchTraffic), bot.Seen);
        Assert.Contains($"#{run} is at its end and goes on", await bot.Type(People.Approver, "/release freeze all \"payment outage\""));
        release.SetResult();
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains("shop is not frozen. But all projects are frozen", await bot.Type(People.Approver, "/release unfreeze shop"));
        Assert.Contains("All projects go on", await bot.Type(People.Approver, "/release unfreeze all"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Of_rollbacks_only_an_approvers_goes_on(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1233, People.Approver);
        await bot.Deploy("staging", 1234, People.Approver);
        await bot.Type(People.Approver, "/release freeze \"payment outage\"");
        var waiting = await bot.Begin(People.Developer, "/rollback staging");
        await bot.UntilCardSays(waiting, "queued", "only an approver's rollback goes on in a freeze");
        await bot.Press(People.Developer, waiting, "cancel");
        await bot.UntilStatus(waiting, RunStatus.Cancelled);
        var back = await bot.Begin(People.SecondApprover, "/rollback staging");
        await bot.UntilStatus(back, RunStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Bad_input_freezes_nothing(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        Assert.Contains("Did you mean shop?", await bot.Type(People.Approver, "/release freeze shp \"x\""));
        Assert.Contains("Say why", await bot.Type(People.Approver, "/release freeze shop"));
        Assert.Contains("closing quotation mark", await bot.Type(People.Approver, "/release freeze shop \"payment"));
        Assert.Contains("2020-01-01", await bot.Type(People.Approver, "/release freeze \"x\" until 2020-01-01 12:00"));
        await using var db = bot.Db();
        Assert.Empty(db.Freezes);
    }

    private static TaskCompletionSource Hold(ScriptedTarget target, StepKind step)
    {
        var hold = new TaskCompletionSource();
        target.Script = async order =>
        {
            if (order.Step == step) await hold.Task;
            return null;
        };
        return hold;
    }
}

using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary><c>/release cancel</c> while stages are under way: they are stopped, and what is in place is told.</summary>
public class StageCancelTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task While_the_release_is_made(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, w) => p.Script("build", $"touch {w.Sign("one")}; sleep 60").Script("lint", $"touch {w.Sign("two")}; sleep 60").Script("pack", "true", "build").Deploy("dev", "pack", "lint"));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await world.UntilSign("one");
        await world.UntilSign("two");
        await bot.Type(People.SecondDeveloper, $"/release cancel #{run}");
        await bot.UntilWhispered(People.SecondDeveloper, "Not cancelled: only developer, who asked for it,");
        await bot.Type(People.Developer, $"/release cancel #{run}");
        var ended = await bot.UntilStatus(run, RunStatus.Cancelled);
        Assert.Equal(("developer cancelled it; nothing was changed", "build Cancelled, lint Cancelled, pack Cancelled"), (ended.Notice, ended.States()));
        await Until.True("nothing of it runs any more", () => Family.Of(world) == 0, bot.Seen);
        await bot.UntilCardSays(run, "build cancelled", "developer cancelled it; nothing was changed");
        Assert.Empty(world.Target("dev").Given);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Behind_the_deployment_it_goes_back(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, w) => p.ToDev().Script("check", $"touch {w.Sign("begun")}; sleep 60", "dev"));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await world.UntilSign("begun");
        await bot.Press(People.Developer, run, "cancel");
        var ended = await bot.UntilStatus(run, RunStatus.Cancelled);
        Assert.Equal(("cancelled by developer; nothing serves dev, as before", "build Passed, check Cancelled"), (ended.Notice, ended.States()));
        Assert.Null(world.Target("dev").Serving);
        await Until.True("nothing of it runs any more", () => Family.Of(world) == 0, bot.Seen);
    }
}

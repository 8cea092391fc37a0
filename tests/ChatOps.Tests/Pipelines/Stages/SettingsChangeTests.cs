using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>The settings change while a run is on its way: it keeps its own plan, and says where that no longer works.</summary>
public class SettingsChangeTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_run_keeps_the_pipeline_that_it_began_with(Storage storage)
    {
        await using var world = await Asking(storage);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await bot.UntilCardSays(run, "Press Retry stage");
        await bot.Stop();
        world.Anew().Script("compile", "echo run {run} > shop.bin").With("Outputs:0", "shop.bin").Deploy("dev", "compile");
        File.WriteAllText(world.Sign("mended"), "");
        bot = await world.StartBot();
        await bot.Press(People.Developer, run, "retry-stage");
        Assert.Equal("build Passed", (await bot.UntilStatus(run, RunStatus.Succeeded)).States());
        File.WriteAllText(Path.Combine(world.Ci().Source, "app.txt"), "again\n");
        Assert.Equal("compile Passed", (await bot.Make()).States());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_environment_that_is_gone_is_not_gone_on_to_and_that_is_said(Storage storage)
    {
        await using var world = await Asking(storage, p => p.Deploy("staging", "dev"));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await bot.UntilCardSays(run, "Press Retry stage");
        await bot.Stop();
        world.Settings.Without("Projects:shop:Environments:staging").Without("Projects:shop:Environments:production");
        world.Anew().ToDev();
        File.WriteAllText(world.Sign("mended"), "");
        bot = await world.StartBot();
        await bot.Press(People.Developer, run, "retry-stage");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        await bot.UntilThreadSays(run, "It does not go on to staging: the settings know no such environment of shop any more.");
        Assert.Equal(1, (await bot.Rows()).Runs);
    }

    private static Task<World> Asking(Storage storage, Action<Pipeline>? more = null) => StageBed.Of(storage, (p, w) =>
    {
        p.Script("build", $"cp app.txt shop.bin; test -f {w.Sign("mended")}").With("Outputs:0", "shop.bin").With("OnFailure", "Ask").Deploy("dev", "build");
        more?.Invoke(p);
    });
}

using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>The bot ends while a command runs: the command ends too, is tried again, and never runs twice side by side.</summary>
public class StageRestartTests
{
    // Says so when another of its kind is alive; the first life's one never ends by itself.
    private const string Alone = "mkdir HERE/alone 2>/dev/null || echo together >> HERE/together; echo $$ >> HERE/begun; trap '' HUP; test {try} = 1 && sleep 60; rmdir HERE/alone; cp app.txt shop.bin";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Stopped_in_order(Storage storage)
    {
        await using var world = await Making(storage);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await world.UntilSign("begun");
        await bot.Stop();
        Assert.Equal(0, Family.Of(world));
        Directory.Delete(world.Sign("alone"));
        bot = await world.StartBot();
        var ended = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal((2, 1), (ended.Own("build").Try, ended.Own("build").Interruptions));
        Assert.Contains(await bot.Audit(run), a => a is { What: "stage.tried", Why: "build: try 1: the bot was stopped while it ran" });
        Assert.Equal((2, 0), (world.Lines("begun").Length, world.Lines("together").Length));
        await bot.UntilThreadSays(run, "build: was interrupted");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Killed(Storage storage)
    {
        await using var world = await Making(storage);
        var url = new Uri($"http://127.0.0.1:{BotProcess.FreePort()}/");
        using var hands = new Hands(url, world.Slack, TimeProvider.System);
        long run;
        await using (var killed = await BotProcess.StartBot(world.Settings, url))
        {
            run = await hands.Begin(People.Developer, "/release start");
            await world.UntilSign("begun");
            await killed.Kill();
        }

        Assert.True(Family.Of(world) > 0, "Whoever is killed can't end its children.");
        Directory.Delete(world.Sign("alone"));
        var bot = await world.StartBot();
        var start = System.Diagnostics.Stopwatch.GetTimestamp();

        // On PostgreSQL the lease of the dead runs out by itself.
        var ended = await Until.Found("the run has ended", async () => await bot.Load(run) is var r && r.Status.IsFinal() ? r : null, bot.Seen, TimeSpan.FromSeconds(60));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60));
        Assert.Equal((RunStatus.Succeeded, 2), (ended.Status, ended.Own("build").Try));
        Assert.Equal((2, 0), (world.Lines("begun").Length, world.Lines("together").Length));
        Assert.Equal(0, Family.Of(world));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Between_stages_nothing_is_done_twice(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, w) => p
            .Script("build", $"echo x >> {w.Sign("built")}; cp app.txt shop.bin").With("Outputs:0", "shop.bin").Stage("Script", "test", "build").Runs($"while ! test -f {w.Sign("go")}; do sleep 0.05; done; test -f inputs/shop.bin").Deploy("dev", "test"));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await bot.UntilStage(run, "build", StageState.Passed);
        await bot.UntilStage(run, "test", StageState.Running);
        await bot.Stop();
        File.WriteAllText(world.Sign("go"), "");
        bot = await world.StartBot();
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Single(world.Lines("built"));
        Assert.Equal(1, world.Target("dev").Serving!.CiRun);
    }

    private static Task<World> Making(Storage storage) => StageBed.Of(storage, (p, w) => p.Script("build", Alone.Replace("HERE", w.Settings.Folder, StringComparison.Ordinal)).With("Outputs:0", "shop.bin").Deploy("dev", "build"));
}

using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>Work that the CI provider does: asked for once, followed, and called off.</summary>
public class CiStageTests
{
    private const string Jobs = """[{"name":"suite","conclusion":"failure","summary":"3 of 9 failed"},{"name":"lint","conclusion":"success"}]""";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_is_asked_for_and_followed_to_its_end(Storage storage)
    {
        await using var world = await Nightly(storage);
        var ci = world.Ci();
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        var (file, asked) = await Until.Found("CI is asked", () => ci.Requests() is [var one] ? Tuple.Create(one.File, one.Asked) : null, bot.Seen);
        Assert.Equal(($"{run}/nightly/1", "nightly.yml", "full 2.0.0"), (asked["key"]!.GetValue<string>(), asked["workflow"]!.GetValue<string>(), asked["inputs"]!["suite"]!.GetValue<string>()));
        ci.Run(77, "running", """[{"name":"suite","conclusion":"running"}]""");
        await File.WriteAllTextAsync($"{file}.run", "77\n");
        await bot.UntilStage(run, "nightly", s => s.Words == "run 77: 0 of 1 jobs ended", "followed");
        ci.Run(77, "success", """[{"name":"suite","conclusion":"success"}]""");
        Assert.Equal("run 77", (await bot.UntilStatus(run, RunStatus.Succeeded)).Own("nightly").Words);
        Assert.Single(ci.Requests());
        Assert.False(File.Exists($"{file}.stop"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task One_that_failed_brings_back_what_ran_before_and_tells_its_jobs(Storage storage)
    {
        await using var world = await Nightly(storage);
        var ci = world.Ci();
        ci.Run(78, "failure", Jobs);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await Until.True("CI is asked", () => ci.Requests().Count == 1, bot.Seen);
        await File.WriteAllTextAsync($"{ci.Requests()[0].File}.run", "78");
        Assert.Equal("nightly failed: run 78 ended: failure, suite (3 of 9 failed); nothing serves dev, as before", (await bot.UntilStatus(run, RunStatus.RolledBack)).Notice);
        await bot.UntilThreadSays(run, "suite: failure, 3 of 9 failed");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_cancelled_run_and_one_that_takes_too_long_call_it_off(Storage storage)
    {
        await using var world = await Nightly(storage);
        var ci = world.Ci();
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await Until.True("CI is asked", () => ci.Requests().Count == 1, bot.Seen);
        await bot.Type(People.Developer, $"/release cancel #{run}");
        await bot.UntilStatus(run, RunStatus.Cancelled);
        await Until.True("CI is told to stop", () => File.Exists($"{ci.Requests()[0].File}.stop"), bot.Seen);
        await bot.Stop();

        world.Settings.Set("Projects:shop:Pipeline:2:Timeout", "00:00:01");
        bot = await world.StartBot();
        var late = await bot.Make(RunStatus.RolledBack);
        Assert.Equal("took longer than 00:00:01", late.Own("nightly").Words);
        Assert.Equal(2, ci.Requests().Count(r => File.Exists($"{r.File}.stop")));
    }

    private static Task<World> Nightly(Storage storage) =>
        StageBed.Of(storage, (p, _) => p.ToDev().Stage("Ci", "nightly", "dev").With("Workflow", "nightly.yml").With("Inputs:suite", "full {version}"));
}

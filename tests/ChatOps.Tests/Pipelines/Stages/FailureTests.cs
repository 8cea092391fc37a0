using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>A stage fails: the run ends, goes on, asks, or goes back, as the pipeline says.</summary>
public class FailureTests
{
    private const string Fails = "echo 2 of 9 failed; exit 3";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_stops_and_says_what_ran_and_what_did_not(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p
            .Script("build", "cp app.txt shop.bin").With("Outputs:0", "shop.bin").Script("test", Fails, "build").Script("load", "sleep 60", "build").Deploy("dev", "test", "load"));
        var bot = await world.StartBot();
        var run = await bot.Make(RunStatus.Failed);
        Assert.Equal("test failed: ended with exit code 3; nothing was changed", run.Notice);
        Assert.Equal("build Passed, test Failed, load Cancelled", run.States());
        Assert.Empty(world.Target("dev").Given);
        var told = await bot.UntilThreadSays(run.Id, "test: failed");
        Assert.Contains("2 of 9 failed", told.Everything);
        await bot.UntilCardSays(run.Id, "test failed", "load cancelled", "deploy to dev skipped");
        await Until.True("nothing of it runs any more", () => Family.Of(world) == 0, bot.Seen);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_goes_on_where_the_pipeline_lets_it(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p.Script("lint", Fails).With("OnFailure", "Continue").Script("build", "cp app.txt shop.bin", "lint").With("Outputs:0", "shop.bin").Deploy("dev", "build"));
        var bot = await world.StartBot();
        Assert.Equal("lint Failed, build Passed", (await bot.Make()).States());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Behind_the_deployment_what_ran_before_comes_back(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, w) => p.ToDev().Script("check", $"test {{run}} = 1 || {{ touch {w.Sign("checked")}; exit 4; }}", "dev"));
        var bot = await world.StartBot();
        await bot.Make();
        var first = world.Target("dev").Serving;
        File.WriteAllText(Path.Combine(world.Ci().Source, "app.txt"), "another shop\n");
        var run = await bot.Make(RunStatus.RolledBack);
        Assert.Equal("check failed: ended with exit code 4; run 1 (2.0.0) serves dev, as before", run.Notice);
        Assert.True(File.Exists(world.Sign("checked")));
        Assert.Equal(first!.Digest, world.Target("dev").Serving!.Digest);
        await bot.UntilCardSays(run.Id, "deploy to dev rolled back", "check failed");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Or_stays_and_says_so(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p.ToDev().Script("check", Fails, "dev").With("OnFailure", "Stop"));
        var bot = await world.StartBot();
        var run = await bot.Make(RunStatus.Failed);
        Assert.Equal("2.0.0 (run 1) serves dev, but check failed: ended with exit code 3. It was not rolled back", run.Notice);
        Assert.Equal(1, world.Target("dev").Serving!.CiRun);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_asks_and_a_person_tries_again_by_button_and_by_command(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, w) => p
            .Script("build", $"cp app.txt shop.bin; test -f {w.Sign("mended")}").With("Outputs:0", "shop.bin").With("OnFailure", "Ask").Deploy("dev", "build"));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await bot.UntilCardSays(run, "build failed: ended with exit code 1. Press Retry stage, or cancel");
        await bot.Type(People.SecondDeveloper, $"/release retry #{run} build");
        await bot.UntilWhispered(People.SecondDeveloper, "Only developer, who asked for it, or one of the approvers can try a stage again.");
        await bot.Type(People.Developer, $"/release skip #{run} build because it is late");
        await bot.UntilWhispered(People.Developer, "build can't be skipped: the pipeline does not allow it.");
        await bot.Press(People.Developer, run, "retry-stage");
        await bot.UntilStage(run, "build", s => s is { Try: 2, AsksSince: not null }, "asked about once more");
        File.WriteAllText(world.Sign("mended"), "");
        await bot.Type(People.Developer, $"/release retry #{run} Build");
        var ended = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(3, ended.Own("build").Try);
        Assert.Equal(2, (await bot.Audit(run)).Count(a => a.What == "stage.retried"));
        await bot.Type(People.Developer, $"/release retry #{run} build");
        await bot.UntilWhispered(People.Developer, $"Run #{run} has already ended");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Those_who_may_skip_it_with_a_reason_and_nobody_else(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p.ToDev().Script("check", Fails, "dev").With("OnFailure", "Ask").With("MaySkip", "approvers").Script("load", "sleep 60", "dev").With("MaySkip", "approvers"));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await bot.UntilCardSays(run, $"type /release skip #{run} check because …");
        await bot.Type(People.Developer, $"/release skip #{run} check because it is late");
        await bot.UntilWhispered(People.Developer, "Only members of @approvers can skip check, and you are not one of them.");
        Assert.Contains("Say why", await bot.Type(People.Approver, $"/release skip #{run} check"));
        await bot.Type(People.Approver, $"/release skip #{run} check because *late* because <!channel> sleeps");
        await bot.UntilStage(run, "check", StageState.Skipped);
        await bot.Type(People.Approver, $"/release skip #{run} nothing because of that");
        await bot.UntilWhispered(People.Approver, $"Run #{run} has no stage of that name. It has: build, check, load.");

        // One that is under way is stopped at once.
        await Until.True("load runs", () => Family.Of(world) > 0, bot.Seen);
        await bot.Type(People.Approver, $"/release skip #{run} load because it takes too long");
        var ended = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(("skipped by approver: *late* because <!channel> sleeps", "skipped by approver: it takes too long"), (ended.Own("check").Words, ended.Own("load").Words));
        await Until.True("nothing of it runs any more", () => Family.Of(world) == 0, bot.Seen);
        Assert.Single(await bot.Audit(run), a => a is { What: "stage.skipped", WhoName: "approver" } && a.Why.StartsWith("check", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_is_tried_again_by_itself_for_the_named_outcomes_as_often_as_is_said(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, w) => p
            .Script("build", $"echo {{try}} >> {w.Sign("tries")}; cp app.txt shop.bin; test $CHATOPS_TRY = 3").With("Outputs:0", "shop.bin").With("Retry:Count", "2").With("Retry:Pause", "00:00:00.2").Deploy("dev", "build")
            .Script("check", $"echo x >> {w.Sign("checks")}; exit 1", "dev").With("Retry:Count", "5").With("Retry:On:0", "TimedOut").With("OnFailure", "Continue"));
        var bot = await world.StartBot();
        var run = await bot.Make();
        Assert.Equal(["1", "2", "3"], world.Lines("tries"));
        Assert.Single(world.Lines("checks"));
        Assert.Equal((3, 1), (run.Own("build").Try, run.Own("check").Try));
        Assert.Equal(2, (await bot.Audit(run.Id)).Count(a => a.What == "stage.tried"));
        await bot.UntilThreadSays(run.Id, "build: failed (try 2)");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task One_that_takes_too_long_is_ended_and_tried_again(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p
            .Script("build", "cp app.txt shop.bin; test {try} = 2 || sleep 60").With("Outputs:0", "shop.bin").With("Timeout", "00:00:05").With("Retry:Count", "1").With("Retry:Pause", "00:00:00").With("Retry:On:0", "TimedOut").Deploy("dev", "build"));
        var bot = await world.StartBot();
        var run = await bot.Make();
        Assert.Equal(2, run.Own("build").Try);
        await bot.UntilThreadSays(run.Id, "build: took too long");
        Assert.Contains(await bot.Audit(run.Id), a => a.What == "stage.tried" && a.Why == "build: try 1: took longer than 00:00:05");
    }

    // CI's jobs and the run's own last stage bear these names too.
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Stages_named_like_those_that_every_run_has_are_told_apart(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p.Script("build", "cp app.txt shop.bin").With("Outputs:0", "shop.bin").Script("source", "true", "build").Deploy("dev", "source").Script("verify", "true", "dev").Script("artifacts", "true", "dev"));
        world.Settings.Set("Projects:shop:CiStages:0", "build");
        var bot = await world.StartBot();
        Assert.Equal("build Passed, source Passed, verify Passed, artifacts Passed", (await bot.Make()).States());
        File.WriteAllText(Path.Combine(world.Ci().Source, "app.txt"), "again\n");
        Assert.All((await bot.Make()).Stages, s => Assert.Equal(StageState.Passed, s.State));
    }
}

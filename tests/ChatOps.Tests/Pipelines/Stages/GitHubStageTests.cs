using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.Targets.GitHubWorkflow;
using LocalGitHub;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>Stages that run in GitHub.</summary>
public sealed class GitHubStageTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Its_inputs_are_filled_and_its_steps_are_followed(Storage storage)
    {
        await using var all = await Verified(storage);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        var work = await all.UntilDispatched(bot, workflow: "verify.yml");
        Assert.Equal(("1234", "dev", (string?)work.Inputs!["correlation"]), ((string?)work.Inputs["run"], (string?)work.Inputs["where"], (string?)work.Inputs["key"]));
        Assert.Equal(64, ((string?)work.Inputs["digest"])!.Length);
        work.IsAt(2);
        await all.GoesOn();
        await bot.UntilCard(run, "shows the step", c => c.Everything.Contains($"run {work.Id}: deploy: 1 of 3 steps, Check its digest", StringComparison.Ordinal)
            && c.Everything.Contains($"/octo/shop/actions/runs/{work.Id}|log>", StringComparison.Ordinal));
        work.Ends("success");
        await all.GoesOn();
        Assert.Equal($"run {work.Id}", (await bot.UntilStatus(run, RunStatus.Succeeded)).Own("verify").Words);
        Assert.Equal(1, all.GitHub.Asked("/dispatches"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Another_try_runs_again_only_what_failed_also_behind_a_restart(Storage storage)
    {
        await using var all = await Verified(storage);
        all.World.Settings.Set("Projects:shop:Pipeline:1:OnFailure", "Ask");
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        var work = await all.UntilDispatched(bot, workflow: "verify.yml");
        work.Ends("failure");
        await all.GoesOn();
        await bot.UntilThreadSays(run, "deploy: failure, at Put it there");
        await bot.Press(People.Developer, run, "retry-stage");
        await Until.True("it is run again", () => work.Attempt == 2, bot.Seen);
        await bot.Stop();
        work.Ends("success");
        bot = await all.World.StartBot();
        Assert.Equal(2, (await bot.UntilStatus(run, RunStatus.Succeeded)).Own("verify").Try);
        Assert.Equal((1, 1), (all.GitHub.Asked("/dispatches"), all.GitHub.Asked("/rerun-failed-jobs")));
    }

    [Fact]
    public async Task What_was_cancelled_there_is_asked_for_anew()
    {
        await using var all = await Verified(Storage.Sqlite);
        all.World.Settings.Set("Projects:shop:Pipeline:1:OnFailure", "Ask");
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        (await all.UntilDispatched(bot, workflow: "verify.yml")).Ends("cancelled");
        await all.GoesOn();
        await bot.Press(People.Developer, run, "retry-stage");
        (await all.UntilDispatched(bot, 2, "verify.yml")).Ends("success");
        await all.GoesOn();
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(0, all.GitHub.Asked("/rerun-failed-jobs"));
    }

    [Fact]
    public async Task A_cancelled_run_is_cancelled_there_and_once()
    {
        await using var all = await Verified(Storage.Sqlite);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        var work = await all.UntilDispatched(bot, workflow: "verify.yml");
        work.IsAt(1);
        await all.GoesOn();
        await bot.UntilCard(run, "follows it", c => c.Everything.Contains("0 of 3 steps", StringComparison.Ordinal));
        await bot.Press(People.Developer, run, "cancel");
        await bot.UntilStatus(run, RunStatus.Cancelled);
        await Until.True("it is cancelled there", () => work.IsCancelled, bot.Seen);
    }

    private static async Task<GitHubWorld> Verified(Storage storage)
    {
        var all = await GitHubWorld.Of(storage);
        all.Shop.Workflows["verify.yml"] = ["run", "digest", "where", "key", "correlation"];
        all.Run(1234, [4, 5, 6, 7]);
        _ = new Pipeline(all.World.Settings).Deploy("dev").Stage("Ci", "verify", "dev").With("Workflow", "verify.yml")
            .With("Inputs:run", "{run}").With("Inputs:digest", "{digest}").With("Inputs:where", "{environment}").With("Inputs:key", "{correlation}");
        return all;
    }
}

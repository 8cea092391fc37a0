using System.Security.Cryptography;
using ChatOps.Domain.Pipelines;
using ChatOps.Targets;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.Pipelines.Stages;
using LocalGitHub;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Tests.Targets.GitHubWorkflow;

/// <summary>A workflow on GitHub deploys what another run built: it is started once, followed to its end, and once more with what ran before where it has to go back.</summary>
public sealed class DeployTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task It_is_told_what_to_deploy_and_followed_to_its_end(Storage storage)
    {
        await using var all = await WorkflowBed.Of(storage);
        var bot = await all.World.StartBot();
        await all.Serves1233(bot);

        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var work = await all.UntilDispatched(bot, 2);
        await bot.UntilCard(run, "shows that it waits", c => c.Everything.Contains($"deploy.yml, run {work.Id}: waits for its turn on GitHub", StringComparison.Ordinal));
        work.IsAt(2);
        await all.GoesOn();
        await bot.UntilCard(run, "shows the step", c => c.Everything.Contains("deploy.yml, deploy: 1 of 3 steps, Check its digest", StringComparison.Ordinal)
            && c.Everything.Contains($"<{all.GitHub.Address}/octo/shop/actions/runs/{work.Id}|log>", StringComparison.Ordinal));
        work.Ends("success");
        await all.GoesOn();
        await bot.UntilStatus(run, RunStatus.Succeeded);

        Assert.Equal(("1234", Convert.ToHexStringLower(SHA256.HashData([4, 5, 6, 7])), "staging"), ((string?)work.Inputs!["run_id"], (string?)work.Inputs["digest"], (string?)work.Inputs["environment"]));
        Assert.StartsWith("chatops-", (string?)work.Inputs["correlation"], StringComparison.Ordinal);
        Assert.Equal(2, all.GitHub.Asked("/dispatches"));
        Assert.Equal(1234, (await bot.Services.GetRequiredService<TargetCatalog>().For("shop", "staging").AskWhatServes(default))!.CiRun);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task When_it_fails_what_ran_before_is_put_back_by_the_same_workflow(Storage storage)
    {
        await using var all = await WorkflowBed.Of(storage);
        var bot = await all.World.StartBot();
        await all.Serves1233(bot);
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        (await all.UntilDispatched(bot, 2)).Ends("failure");
        await all.GoesOn();
        var back = await all.UntilDispatched(bot, 3);
        Assert.Equal("1233", (string?)back.Inputs!["run_id"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])), (string?)back.Inputs["digest"]);
        back.Ends("success");
        await all.GoesOn();

        Assert.Contains($"run {all.Dispatched()[1].Id} of deploy.yml ended: failure; run 1233", (await bot.UntilStatus(run, RunStatus.RolledBack)).Notice, StringComparison.Ordinal);
        await bot.UntilThreadSays(run, "deploy: failure, at Put it there");
        Assert.Equal(3, all.GitHub.Asked("/dispatches"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_way_back_that_fails_too_is_an_outcome_that_nobody_claims_to_know(Storage storage)
    {
        await using var all = await WorkflowBed.Of(storage);
        var bot = await all.World.StartBot();
        await all.Serves1233(bot);
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        (await all.UntilDispatched(bot, 2)).Ends("failure");
        await all.GoesOn();
        (await all.UntilDispatched(bot, 3)).Ends("failure");
        await all.GoesOn();
        Assert.Contains("then the way back did not work either", (await bot.UntilStatus(run, RunStatus.OutcomeUnknown)).Notice, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_bot_that_ends_in_its_midst_goes_on_with_the_same_run_of_it(Storage storage)
    {
        await using var all = await WorkflowBed.Of(storage);
        // GitHub begins it, and the answer is lost on the way.
        all.GitHub.Faults.Add("/dispatches", FaultKind.Cut, 50, times: 1);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var work = await all.UntilDispatched(bot);
        await bot.Stop();

        work.IsAt(1);
        bot = await all.World.StartBot();
        await bot.UntilCard(run, "goes on", c => c.Everything.Contains("deploy: 0 of 3 steps, Fetch the artifact", StringComparison.Ordinal));
        work.Ends("success");
        await all.GoesOn();
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(1, all.GitHub.Asked("/dispatches"));
    }
}

using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using LocalGitHub;

namespace ChatOps.Tests.Targets.GitHubWorkflow;

/// <summary>A world whose staging is deployed to by a workflow on GitHub.</summary>
internal static class WorkflowBed
{
    public static async Task<GitHubWorld> Of(Storage storage)
    {
        var all = await GitHubWorld.Of(storage);
        all.Shop.Workflows["deploy.yml"] = ["run_id", "digest", "environment", "correlation"];
        all.Run(1233, [1, 2, 3]);
        all.Run(1234, [4, 5, 6, 7]);
        all.World.Settings.Without("Projects:shop:Environments:staging:Target").Of("staging", "Target:Kind", "GitHubWorkflow").Of("staging", "Target:Workflow", "deploy.yml").Of("staging", "Approval:Count", "0");
        all.World.Targets!.Real.Add("staging");
        return all;
    }

    /// <summary>The dispatched runs of a workflow, oldest first.</summary>
    public static IReadOnlyList<RunState> Dispatched(this GitHubWorld all, string workflow = "deploy.yml") => [.. all.Shop.Runs.ToList().Where(r => r.Workflow == workflow)];

    public static async Task<RunState> UntilDispatched(this GitHubWorld all, BotHost bot, int count = 1, string workflow = "deploy.yml")
    {
        await Until.True($"{count} runs of {workflow} are dispatched", () => all.Dispatched(workflow).Count == count, bot.Seen);
        return all.Dispatched(workflow)[^1];
    }

    /// <summary>Something changed on GitHub, and it is time to ask again.</summary>
    public static Task GoesOn(this GitHubWorld all) => all.Clock.Move(TimeSpan.FromSeconds(6));

    /// <summary>Run 1233 is what serves staging.</summary>
    public static async Task Serves1233(this GitHubWorld all, BotHost bot)
    {
        var run = await bot.Begin(People.Developer, "/deploy staging run 1233");
        (await all.UntilDispatched(bot)).Ends("success");
        await all.GoesOn();
        await bot.UntilStatus(run, Domain.Pipelines.RunStatus.Succeeded);
    }
}

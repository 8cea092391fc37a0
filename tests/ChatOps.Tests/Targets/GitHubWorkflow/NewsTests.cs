using System.Net;
using System.Text.Json.Nodes;
using ChatOps.CiSources;
using ChatOps.CiSources.GitHub;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using LocalGitHub;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Tests.Targets.GitHubWorkflow;

/// <summary>GitHub tells of a workflow that deploys: it is asked at once. The clock stands still, so nothing here is asked because its time has come.</summary>
public sealed class NewsTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_App_that_GitHub_asks_by_a_webhook_answers_at_once_and_its_end_is_noticed_at_once(Storage storage)
    {
        await using var all = await Told(storage);
        all.World.Settings.Of("staging", "Approval:Count", "1");
        all.AsApp();
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        await bot.Press(People.Approver, run, "approve");
        var work = await all.UntilDispatched(bot);
        await UntilItRests(all, bot, run);

        work.WaitsFor(new PendingState(7, "staging", MayAnswer: false, IsRule: true));
        Assert.Equal(HttpStatusCode.Accepted, (await bot.Hands.Tell("deployment_protection_rule", Webhook.AboutRule(all.GitHub.Address, work.Id, "staging"))).Status);
        await Until.True("GitHub has its answer", () => work.Pending.Count == 0, bot.Seen);
        Assert.Equal(new GivenState("approved", "chatops[bot]", "Approved in Slack by approver", "staging"), Assert.Single(work.Given));

        work.Ends("success");
        await bot.Hands.Tell("workflow_run", Webhook.AboutRun(work.Id));
        Assert.Equal(all.Clock.Now, (await bot.UntilStatus(run, RunStatus.Succeeded)).FinishedAt);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_burst_is_few_questions_and_what_it_tells_is_not_missed(Storage storage)
    {
        await using var all = await Told(storage);
        var (bot, run, work) = await UnderWay(all);
        var before = Questions(all, work);

        // The first has GitHub asked; the others come while its answer, of how it was before, is on its way.
        var goesOn = await HoldAnswer(all, bot, work);
        work.Ends("success");
        await Parallel.ForEachAsync(Enumerable.Range(0, 20), async (_, _) => await bot.Hands.Tell("workflow_job", Job(work.Id)));
        await UntilWorkedOff(bot, 21);
        goesOn.SetResult();

        Assert.Equal(all.Clock.Now, (await bot.UntilStatus(run, RunStatus.Succeeded)).FinishedAt);
        // The one that was held, one more, and one of the next order.
        Assert.InRange(Questions(all, work) - before, 2, 4);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_is_about_others_asks_nothing_and_what_is_never_told_is_asked_in_time(Storage storage)
    {
        await using var all = await Told(storage);
        var (bot, run, work) = await UnderWay(all);
        await all.Clock.Move(TimeSpan.FromSeconds(1));
        var (rests, before) = ((await bot.Load(run)).LookAgainAt, Questions(all, work));

        await bot.Hands.Tell("workflow_run", Webhook.AboutRun(1234));
        await bot.Hands.Tell("workflow_run", Webhook.AboutRun(work.Id, repository: "octo/hats"));
        await bot.Hands.Tell("push", Webhook.AboutRun(work.Id));
        await UntilWorkedOff(bot, 3);
        Assert.Equal((rests, before), ((await bot.Load(run)).LookAgainAt, Questions(all, work)));

        work.Ends("success");
        await all.GoesOn();
        await bot.UntilStatus(run, RunStatus.Succeeded);
    }

    [Fact]
    public async Task While_its_number_is_not_known_any_run_may_be_it()
    {
        await using var all = await Told(Storage.Sqlite);
        // GitHub fails, and begins it all the same, later.
        all.GitHub.Faults.Add("/dispatches", FaultKind.Status, 502, times: 1);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        await bot.UntilCard(run, "waits", c => c.Everything.Contains("deploy.yml is asked for", StringComparison.Ordinal));
        await UntilItRests(all, bot, run);

        var asked = Assert.Single(await Asked(bot));
        Assert.Null(asked.CiRun);
        var work = all.Shop.Run(4711, workflow: "deploy.yml");
        (work.Event, work.Title) = ("workflow_dispatch", $"Deploy {bot.Services.GetRequiredService<CiSourceCatalog>().For("shop").CorrelationOf(asked.Key)}");
        work.Ends("success");
        await bot.Hands.Tell("workflow_run", Webhook.AboutRun(work.Id));
        Assert.Equal(all.Clock.Now, (await bot.UntilStatus(run, RunStatus.Succeeded)).FinishedAt);
        Assert.Equal(work.Id, Assert.Single(await Asked(bot)).CiRun);
    }

    [PostgreSqlFact]
    public async Task With_two_bots_it_does_not_matter_which_is_told()
    {
        await using var all = await Told(Storage.PostgreSql);
        var bots = await Task.WhenAll(all.World.StartBot(), all.World.StartBot());
        var run = await bots[0].Begin(People.Developer, "/deploy staging run 1234");
        var work = await all.UntilDispatched(bots[0]);
        await UntilItRests(all, bots[0], run);

        // The first bot has a question on its way when the second one is told.
        var goesOn = await HoldAnswer(all, bots[0], work);
        work.IsAt(2);
        await bots[1].Hands.Tell("workflow_job", Job(work.Id));
        await UntilWorkedOff(bots[1], 2);
        goesOn.SetResult();
        await Until.Found("it is seen to work", async () => (await bots[1].Load(run)).Stages.First(s => s.Kind == StageKind.Deploy).Words.Contains("1 of 3 steps", StringComparison.Ordinal) ? "" : null, bots[1].Seen);

        // And while nobody asks anything.
        work.Ends("success");
        await bots[1].Hands.Tell("workflow_run", Webhook.AboutRun(work.Id));
        Assert.Equal(all.Clock.Now, (await bots[0].UntilStatus(run, RunStatus.Succeeded)).FinishedAt);
    }

    private static async Task<GitHubWorld> Told(Storage storage)
    {
        var all = await WorkflowBed.Of(storage);
        all.World.Settings.Set("GitHub:WebhookSecret", Webhook.Secret);
        // An answer that the test holds back is waited for on every machine.
        all.World.Configure = b => b.Services.AddSingleton(GitHubPatience.Usual with { Call = TimeSpan.FromMinutes(5) });
        return all;
    }

    /// <summary>GitHub works on it, and nobody asks.</summary>
    private static async Task<(BotHost Bot, long Run, RunState Work)> UnderWay(GitHubWorld all)
    {
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var work = await all.UntilDispatched(bot);
        await UntilItRests(all, bot, run);
        return (bot, run, work);
    }

    /// <summary>Stops the clock, and waits until what goes on by itself is over.</summary>
    private static async Task UntilItRests(GitHubWorld all, BotHost bot, long run)
    {
        await all.Clock.StandStill();
        await Until.Found("it leaves GitHub alone", async () => (await bot.Load(run)).LookAgainAt > all.Clock.Now ? "" : null, bot.Seen);
    }

    /// <summary>Has GitHub asked how the run is; the answer is made, and is sent when the task that is given back ends.</summary>
    private static async Task<TaskCompletionSource> HoldAnswer(GitHubWorld all, BotHost bot, RunState work)
    {
        var (isMade, goesOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        all.GitHub.Holds = path =>
        {
            if (!path.EndsWith($"/actions/runs/{work.Id}", StringComparison.Ordinal) || !isMade.TrySetResult()) return Task.CompletedTask;
            return goesOn.Task;
        };
        await bot.Hands.Tell("workflow_run", Webhook.AboutRun(work.Id, "in_progress"));
        await Until.True("GitHub is asked", () => isMade.Task.IsCompleted, bot.Seen);
        return goesOn;
    }

    private static async Task<List<AskedWork>> Asked(BotHost bot)
    {
        await using var db = bot.Db();
        return await db.AskedWork.ToListAsync();
    }

    private static Task<string> UntilWorkedOff(BotHost bot, int count) => Until.Found($"{count} webhooks are worked off", async () =>
    {
        await using var db = bot.Db();
        return await db.CiDeliveries.CountAsync(d => d.DoneAt != null) == count ? "" : null;
    }, bot.Seen);

    private static int Questions(GitHubWorld all, RunState work) => all.GitHub.Asked($"/actions/runs/{work.Id}?");

    private static JsonObject Job(long run) => new()
    {
        ["action"] = "in_progress",
        ["workflow_job"] = new JsonObject { ["run_id"] = run },
        ["repository"] = new JsonObject { ["full_name"] = GitHubWorld.Repository },
    };
}

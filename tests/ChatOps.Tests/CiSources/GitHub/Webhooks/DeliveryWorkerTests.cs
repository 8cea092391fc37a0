using System.Net;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.Pipelines.Stages;
using LocalGitHub;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.CiSources.GitHub.Webhooks;

/// <summary>What webhooks do: whoever waits looks, once, and goes by what GitHub answers.</summary>
public sealed class DeliveryWorkerTests
{
    private static readonly byte[] Bytes = GitHubBed.Bytes(20_000);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_run_goes_on_when_GitHub_tells_whatever_order_and_however_often(Storage storage)
    {
        await using var all = await GitHubWorld.Of(storage);
        all.World.Settings.Set("GitHub:WebhookSecret", Webhook.Secret);
        var ci = all.StillRunning(1234, Bytes);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "run 1234 is still running");

        // What a webhook says is not believed, and what is about another run is nobody's business.
        Assert.Equal(HttpStatusCode.Accepted, (await bot.Hands.Tell("workflow_run", Webhook.AboutRun(1234), "first")).Status);
        await all.UntilLeftAlone(bot, run);
        Assert.Null((await bot.Load(run)).FinishedAt);
        await bot.Hands.Tell("workflow_run", Webhook.AboutRun(9999), "another");

        ci.Succeeds();
        await bot.Hands.Tell("workflow_run", Webhook.AboutRun(1234), "completed");
        await bot.Hands.Tell("workflow_run", Webhook.AboutRun(1234, "in_progress"), "late");
        foreach (var id in (string[])["completed", "late", "first"])
            Assert.Equal(HttpStatusCode.OK, (await bot.Hands.Tell("workflow_run", Webhook.AboutRun(1234), id)).Status);

        await bot.UntilStatus(run, RunStatus.Succeeded);
        await using var db = bot.Db();
        Assert.Equal(1, await db.Deployments.CountAsync());
        Assert.Equal(4, await db.CiDeliveries.CountAsync());
        Assert.Single(await bot.Audit(run), a => a.What == "release.resolved");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Two_hundred_at_once_are_all_stored_and_few_questions(Storage storage)
    {
        await using var all = await GitHubWorld.Of(storage);
        all.World.Settings.Set("GitHub:WebhookSecret", Webhook.Secret);
        var ci = all.StillRunning(1234, Bytes);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "run 1234 is still running");
        var before = all.GitHub.Asked("/actions/runs/1234?");

        // Each twice, as GitHub does when somebody presses Redeliver.
        var answers = new int[2];
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (i, _) =>
        {
            if (i == 200) ci.Succeeds();
            var answer = await bot.Hands.Tell("workflow_run", Webhook.AboutRun(1234, "in_progress"), $"burst-{i % 200}");
            Interlocked.Increment(ref answers[answer.Status == HttpStatusCode.Accepted ? 0 : 1]);
        });

        Assert.Equal([200, 200], answers);
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.InRange(all.GitHub.Asked("/actions/runs/1234?") - before, 1, 100);
        await Until.Found("all are worked off", async () =>
        {
            await using var db = bot.Db();
            return await db.CiDeliveries.CountAsync(d => d.DoneAt != null) == 200 ? "" : null;
        }, bot.Seen);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_stage_that_GitHub_works_on_is_looked_at_when_its_run_is_told_of(Storage storage)
    {
        await using var all = await GitHubWorld.Of(storage);
        all.World.Settings.Set("GitHub:WebhookSecret", Webhook.Secret);
        all.Shop.Workflows["verify.yml"] = ["correlation"];
        new Pipeline(all.World.Settings).Deploy("dev").Stage("Ci", "verify", "dev").With("Workflow", "verify.yml");
        all.Run(1234, Bytes);
        var bot = await all.World.StartBot();
        await bot.Hands.Tell("push", Webhook.AboutRun(1));
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        var rests = await Until.Found("the stage leaves GitHub alone for a while", async () =>
            (await bot.Load(run)).Own("verify") is { LookAgainAt: { } at } stage && at - all.Clock.Now > TimeSpan.FromSeconds(25) ? stage : null, bot.Seen);

        var work = all.Shop.Runs.Single(r => r.Workflow == "verify.yml");
        (work.Status, work.Conclusion) = ("completed", "success");
        await bot.Hands.Tell("workflow_run", Webhook.AboutRun(work.Id));
        var ended = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.True(ended.Own("verify").FinishedAt < rests.LookAgainAt, "It was looked at before its own time.");
        Assert.Single(all.Shop.Runs, r => r.Workflow == "verify.yml");
    }

    [Fact]
    public async Task What_was_answered_is_worked_off_also_when_the_bot_is_killed()
    {
        await using var world = await World.Of(Storage.Sqlite);
        await using var gitHub = await GitHubDouble.Start(contract: Contract.Violations);
        GitHubWorld.BuildsOn(world.Settings.Set("GitHub:WebhookSecret", Webhook.Secret), gitHub);
        var shop = gitHub.Repository(GitHubWorld.Repository);
        var ci = shop.Run(1234);
        shop.Artifact(1234, "shop", Bytes);
        (ci.Status, ci.Conclusion) = ("in_progress", null);
        var url = new Uri($"http://127.0.0.1:{BotProcess.FreePort()}/");
        using var hands = new Hands(url, world.Slack, TimeProvider.System);
        var bot = await BotProcess.StartBot(world.Settings, url);
        try
        {
            var run = await hands.Begin(People.Developer, "/deploy staging run 1234");
            await Until.True("the card waits for CI", () => world.Slack.Card(run)?.Text.Contains("run 1234 is still running", StringComparison.Ordinal) == true, () => bot.Output);
            ci.Succeeds();
            var answered = 0;
            while (answered < 5) if ((await hands.Tell("workflow_run", Webhook.AboutRun(1234), $"kill-{answered}")).Status == HttpStatusCode.Accepted) answered++;
            await bot.Kill();
            await bot.DisposeAsync();
            bot = await BotProcess.StartBot(world.Settings, url);
            Assert.Equal(HttpStatusCode.OK, (await hands.Tell("workflow_run", Webhook.AboutRun(1234), "kill-4")).Status);
            await Until.True("the card asks", () => world.Slack.Card(run)?.Button("approve") is not null, () => bot.Output);
        }
        finally
        {
            await bot.DisposeAsync();
        }
    }
}

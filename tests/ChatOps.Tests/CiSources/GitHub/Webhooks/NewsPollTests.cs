using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using LocalGitHub;

namespace ChatOps.Tests.CiSources.GitHub.Webhooks;

/// <summary>What a webhook should have said and did not: GitHub is asked, seldom, and in time.</summary>
public sealed class NewsPollTests
{
    private const string Newest = "/actions/runs?per_page=50";

    private static readonly byte[] Bytes = GitHubBed.Bytes(20_000);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_lost_webhook_is_made_up_for_by_a_question_that_costs_nothing_while_there_is_no_news(Storage storage)
    {
        await using var all = await GitHubWorld.Of(storage);
        all.World.Settings.Set("GitHub:WebhookSecret", Webhook.Secret);
        var ci = all.StillRunning(1234, Bytes);
        var bot = await all.World.StartBot();
        Assert.Equal(0, all.GitHub.Asked(Newest));
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "run 1234 is still running");
        await bot.Hands.Tell("workflow_run", Webhook.AboutRun(1234, "in_progress"));
        await Until.True("GitHub is asked for news", () => all.GitHub.Asked(Newest) == 1, bot.Seen);
        await all.UntilLeftAlone(bot, run);

        await all.Clock.Move(TimeSpan.FromSeconds(61));
        await Until.True("it says that there is none", () => all.GitHub.Calls.Any(c => c.Line.Contains(Newest, StringComparison.Ordinal) && c.Status == 304), bot.Seen);
        Assert.Null((await bot.Load(run)).FinishedAt);

        ci.Succeeds();
        await all.Clock.Move(TimeSpan.FromSeconds(61));
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains("last asked for news 12:", await bot.Type(People.Developer, "/release status"), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task When_no_webhook_comes_for_half_an_hour_each_run_asks_for_itself_again(Storage storage)
    {
        await using var all = await GitHubWorld.Of(storage);
        all.World.Settings.Set("GitHub:WebhookSecret", Webhook.Secret);
        var ci = all.StillRunning(1234, Bytes);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "run 1234 is still running");
        await bot.Hands.Tell("workflow_run", Webhook.AboutRun(1234, "in_progress"));
        await all.UntilLeftAlone(bot, run);

        await all.Clock.Move(TimeSpan.FromMinutes(31));
        await Until.Found("it asks often", async () => (await bot.Load(run)).LookAgainAt - all.Clock.Now is { } pause && pause > TimeSpan.Zero && pause <= TimeSpan.FromSeconds(15) ? "" : null, bot.Seen);
        ci.Succeeds();
        await all.Clock.Move(TimeSpan.FromSeconds(16));
        await bot.UntilStatus(run, RunStatus.Succeeded);
    }

    [Fact]
    public async Task While_GitHub_wants_to_be_left_alone_it_is()
    {
        await using var all = await GitHubWorld.Of(Storage.Sqlite);
        all.World.Settings.Set("GitHub:WebhookSecret", Webhook.Secret);
        var ci = all.StillRunning(1234, Bytes);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "run 1234 is still running");
        all.GitHub.Limit.SlowDown(429, 600, all.Clock.Now.AddMinutes(10));
        await bot.Hands.Tell("workflow_run", Webhook.AboutRun(1234));
        await bot.UntilCardSays(run, "GitHub's rate limit is used up");
        for (var i = 0; i < 5; i++) await bot.Hands.Tell("workflow_run", Webhook.AboutRun(1234));
        await all.Clock.Move(TimeSpan.FromMinutes(5));
        Assert.Contains("GitHub's rate limit is used up", await bot.Type(People.Developer, "/release status"), StringComparison.Ordinal);

        ci.Succeeds();
        await all.Clock.Move(TimeSpan.FromMinutes(6));
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.InRange(all.GitHub.Limit.AskedTooEarly, 1, 4);
    }
}

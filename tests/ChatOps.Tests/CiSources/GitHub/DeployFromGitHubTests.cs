using System.Security.Cryptography;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using LocalGitHub;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>What GitHub built is deployed, through the front door.</summary>
public sealed class DeployFromGitHubTests
{
    private static readonly byte[] Bytes = GitHubBed.Bytes(200_000);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_run_is_named_by_its_address_and_its_bytes_are_the_ones_that_go_out(Storage storage)
    {
        await using var all = await GitHubWorld.Of(storage);
        all.Run(1233, GitHubBed.Bytes(1000));
        var sha = all.Shop.Commit("Sell hats", "developer", "shop/hats.txt");
        all.Run(1234, Bytes, sha);
        all.GitHub.Storage.Faults.Add("/blob/", FaultKind.Cut, 50, times: 1);
        var bot = await all.World.StartBot();
        await bot.Deploy("staging", 1233, People.Approver);

        var pages = $"{all.GitHub.Address}/{GitHubWorld.Repository}/actions/runs/";
        var run = await bot.Begin(People.Developer, $"/deploy staging <{pages}1234/attempts/1>");
        await bot.UntilCard(run, "shows what would come", c => c.Everything.Contains("Sell hats", StringComparison.Ordinal) && c.Everything.Contains($"234-{sha[..7]}", StringComparison.Ordinal));
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Bytes)), all.World.Target("staging").Serving!.Digest.Hex);
        await using var db = bot.Db();
        var release = await db.Releases.SingleAsync(r => r.CiRun == 1234);
        Assert.Equal(("main", sha, 1), (release.Branch, release.Commit, release.Attempt));
        AssertNoSecret(bot);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_run_that_is_still_running_is_waited_for(Storage storage)
    {
        await using var all = await GitHubWorld.Of(storage);
        var ci = all.Run(1234, Bytes);
        (ci.Status, ci.Conclusion) = ("in_progress", null);
        ci.Jobs[1] = new("test", "in_progress", null);
        ci.Jobs[2] = new("security scan", "queued", null);
        var bot = await all.World.StartBot();

        var run = await bot.Begin(People.Developer, "/deploy dev #1234");
        await bot.UntilCardSays(run, "run 1234 is still running; this goes on when it has ended");
        var asked = all.GitHub.Asked("/actions/runs/1234?");
        (ci.Status, ci.Conclusion) = ("completed", "success");
        (ci.Jobs[1], ci.Jobs[2]) = (new("test"), new("security scan"));
        await all.Clock.Move(TimeSpan.FromSeconds(20));

        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.InRange(asked, 1, 2);
        Assert.Equal(1234, all.World.Target("dev").Serving!.CiRun);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_run_that_is_run_again_is_asked_about_again(Storage storage)
    {
        await using var all = await GitHubWorld.Of(storage);
        var ci = all.Run(1234, Bytes);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var asks = (await bot.UntilCard(run, "asks", c => c.Button("approve") is not null)).Button("approve")!.ToJsonString();

        ci.Attempt = 2;
        all.Shop.Artifact(1234, "shop", GitHubBed.Bytes(300_000));
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilCard(run, "asks about something else", c => c.Button("approve") is { } again && again.ToJsonString() != asks);
        await bot.Press(People.Approver, run, "approve");
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(GitHubBed.Bytes(300_000))), all.World.Target("staging").Serving!.Digest.Hex);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_attempt_that_was_named_is_the_only_one_meant(Storage storage)
    {
        await using var all = await GitHubWorld.Of(storage);
        all.Run(1234, Bytes).Attempt = 3;
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, $"/deploy dev {all.GitHub.Address}/octo/shop/actions/runs/1234/attempts/2");
        await bot.UntilStatus(run, RunStatus.Refused);
        await bot.UntilCardSays(run, "run 1234 is at attempt 3, and attempt 2 was asked for");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Last_may_be_of_a_branch(Storage storage)
    {
        await using var all = await GitHubWorld.Of(storage);
        all.Shop.Commit("Old hats", null, "developer", [], "release/1");
        all.Shop.Run(7, branch: "release/1");
        all.Shop.Artifact(7, "shop", Bytes);
        all.Run(1234, Bytes);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev last release/1");
        Assert.Equal(7, (await bot.UntilStatus(run, RunStatus.Succeeded)).CiRun);
        Assert.Contains(await bot.Audit(run), a => a.Why.Contains("the newest good run of release/1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("failure", "run 1234 failed in CI: test (at Run the tests); mend it and deploy the run that passes")]
    [InlineData("cancelled", "run 1234 was cancelled; run it again, or choose another run")]
    [InlineData("neutral", "how run 1234 ended could not be told")]
    [InlineData("another repository", "run 1234 is not known to shop's CI (octo/shop on GitHub); check the number")]
    [InlineData("another workflow", "run 1234 is a run of the workflow nightly.yml, and releases of this project come from ci.yml")]
    [InlineData("too big", "shop is bigger than the 1,048,576 bytes that are taken in")]
    [InlineData("other bytes", "The bytes of shop are not the ones CI made")]
    [InlineData("expired", "run 1234 made no artifacts")]
    public async Task What_can_not_be_deployed_is_refused_in_words_of_its_own(string what, string words)
    {
        await using var all = await GitHubWorld.Of(Storage.Sqlite);
        var ci = all.Run(1234, Bytes);
        if (what is "failure" or "cancelled" or "neutral") ci.Conclusion = what;
        if (what == "failure") ci.Jobs[1] = new("test", Conclusion: "failure", FailedStep: "Run the tests");
        if (what == "another repository") all.Shop.Runs.Clear();
        if (what == "another workflow") ci.Workflow = "nightly.yml";
        if (what == "too big") all.Shop.Artifacts[0].Size = 5 << 20;
        if (what == "other bytes") all.Shop.Artifacts[0].Digest = $"sha256:{new string('0', 64)}";
        if (what == "expired") all.Shop.Artifacts[0].IsExpired = true;
        all.World.Settings.Set("Projects:shop:MaxArtifactMegabytes", "1");
        var bot = await all.World.StartBot();

        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilStatus(run, RunStatus.Refused);
        await bot.UntilCardSays(run, words);
        Assert.Null(all.World.Target("dev").Serving);
        if (what == "too big") Assert.Empty(all.GitHub.Storage.AskedFrom);
    }

    [Fact]
    public async Task A_run_waits_out_GitHubs_rate_limit_and_status_says_so()
    {
        await using var all = await GitHubWorld.Of(Storage.Sqlite);
        all.Run(1234, Bytes);
        var bot = await all.World.StartBot();
        await GitHubWorld.UntilChecked(bot);
        all.GitHub.Limit.UseUp(all.Clock.Now.AddMinutes(10));

        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "GitHub's rate limit is used up; it is asked again at");
        Assert.Contains("GitHub's rate limit is used up", await bot.Type(People.Developer, "/release status"), StringComparison.Ordinal);
        await all.Clock.Move(TimeSpan.FromMinutes(11));
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.DoesNotContain("rate limit", await bot.Type(People.Developer, "/release status"), StringComparison.Ordinal);
        Assert.Equal(1, all.GitHub.Limit.AskedTooEarly);
    }

    [Fact]
    public async Task A_token_that_GitHub_does_not_accept_is_told_and_never_shown()
    {
        await using var all = await GitHubWorld.Of(Storage.Sqlite);
        all.Run(1234, Bytes);
        all.GitHub.Rights.Revoke(Rights.Token);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "GitHub did not accept the token (401)");
        await Until.True("the log tells it", () => bot.Log.Lines.Any(l => l.Text.Contains("could not be checked: GitHub did not accept the token", StringComparison.Ordinal)), bot.Seen);
        AssertNoSecret(bot);
    }

    [Fact]
    public async Task A_run_of_another_repository_is_not_even_begun()
    {
        await using var all = await GitHubWorld.Of(Storage.Sqlite);
        var bot = await all.World.StartBot();
        var answer = await bot.Type(People.Developer, "/deploy dev <https://github.com/octo/other/actions/runs/1234>");
        Assert.Contains("octo/other/actions/runs/1234", answer, StringComparison.Ordinal);
        Assert.Contains($"is no run of shop: those are at {all.GitHub.Address}/octo/shop/actions/runs/", answer, StringComparison.Ordinal);
    }

    private static void AssertNoSecret(BotHost bot)
    {
        foreach (var secret in (string[])[Rights.Token, "the-storages-secret"])
        {
            Assert.DoesNotContain(bot.Log.Lines, l => l.Text.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(bot.Slack.Calls, c => c.Body.Contains(secret, StringComparison.Ordinal));
        }
    }
}

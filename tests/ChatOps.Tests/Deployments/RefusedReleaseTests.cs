using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Deployments;

/// <summary>Releases that must not get anywhere: each run ends with words that say why, and no target hears of it.</summary>
public class RefusedReleaseTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public Task A_run_that_CI_does_not_know(Storage storage) =>
        IsRefused(storage, "dev", 4711, _ => { }, "run 4711 is not known to shop's CI");

    [Theory, OnSqlite, OnPostgreSql]
    public Task The_largest_number_there_is(Storage storage) =>
        IsRefused(storage, "dev", 999999999999999999, _ => { }, "run 999999999999999999 is not known");

    [Theory, OnSqlite, OnPostgreSql]
    public Task A_run_whose_tests_failed(Storage storage) => IsRefused(storage, "dev", 1236, _ => { }, "run 1236 failed in CI: test (");

    [Theory, OnSqlite, OnPostgreSql]
    public Task Bytes_that_changed_after_CI_recorded_them(Storage storage) => IsRefused(storage, "dev", 1237, _ => { }, "shop.zip", "CI recorded");

    [Theory, OnSqlite, OnPostgreSql]
    public Task An_artifact_that_has_expired(Storage storage) => IsRefused(
        storage, "dev", 1234, ci => ci.Change(1234, run => run["artifacts"]![0]!["expiresAt"] = "2020-01-02T00:00:00Z"), "expired on 2020-01-02", "Run CI again");

    [Theory, OnSqlite, OnPostgreSql]
    public Task An_artifact_that_is_gone(Storage storage) =>
        IsRefused(storage, "dev", 1234, ci => File.Delete(ci.Zip(1234)), "shop.zip of run 1234 is missing from CI");

    [Theory, OnSqlite, OnPostgreSql]
    public Task Production_before_staging(Storage storage) =>
        IsRefused(storage, "production", 1234, _ => { }, "run 1234 has not passed staging; deploy it there first: /deploy staging run 1234");

    [Theory, OnSqlite, OnPostgreSql]
    public Task A_run_without_a_job_that_the_pipeline_asks_for(Storage storage) =>
        IsRefused(storage, "dev", 1234, ci => ci.Change(1234, run => run["jobs"]!.AsArray().RemoveAt(2)), "no job named security scan");

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_same_deploy_twice(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var hold = new TaskCompletionSource();
        world.Target("dev").OnTheWay = _ => hold.Task;
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        Assert.Equal($"#{run} already does that, asked for by developer. Look at its card.", await bot.Type(People.SecondDeveloper, "/deploy dev run 1234"));
        hold.SetResult();
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Contains("run 1234 (1.4.2) already runs in dev", await bot.Type(People.Developer, "/deploy dev run 1234"));
        Assert.Equal(1, (await bot.Rows()).Runs);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_was_taken_in_is_promoted_though_CI_has_lost_it(Storage storage)
    {
        await using var world = await World.Of(storage);
        var ci = new ShopCi(world.Settings);
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1234);
        Directory.Delete(ci.Folder(1234), recursive: true);
        await bot.Deploy("staging", 1234, People.Approver);
        Assert.Equal(world.Target("dev").Serving!.Digest, world.Target("staging").Serving!.Digest);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Bytes_that_changed_in_the_store_while_people_were_asked(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        await bot.UntilCard(run, "asks", c => c.Button("approve") is not null);
        var digest = (await bot.Load(run)).Release!.Artifacts[0].Digest.Hex;
        var stored = Directory.EnumerateFiles(Path.Combine(world.Settings.Folder, "artifacts"), "*", SearchOption.AllDirectories).Single(f => f.Contains(digest[2..]));
        File.SetAttributes(stored, FileAttributes.Normal);
        await using (var file = File.OpenWrite(stored)) file.WriteByte(0);
        await bot.Press(People.Approver, run, "approve");
        var refused = await bot.UntilStatus(run, RunStatus.Refused);
        Assert.Contains("changed in the store", refused.Notice);
        Assert.Empty(world.Target("staging").Given);
    }

    private static async Task IsRefused(Storage storage, string environment, long ciRun, Action<ShopCi> prepare, params string[] words)
    {
        await using var world = await World.Of(storage);
        prepare(new ShopCi(world.Settings));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, $"/deploy {environment} run {ciRun}");
        var refused = await bot.UntilStatus(run, RunStatus.Refused);
        Assert.All(words, word => Assert.Contains(word, refused.Notice));
        var card = await bot.UntilCardSays(run, "refused");
        Assert.All(words, word => Assert.Contains(word, ChatOps.Slack.Blocks.Mrkdwn.Unescape(card.Text)));
        Assert.Equal("Retry", card.ButtonNames);
        Assert.Empty(world.Target(environment).Given);
        Assert.Single(await bot.Audit(run), a => a.What == "run.refused");
        await Until.True("the thread mentions who asked", () => world.Slack.ThreadOf(run).Any(n => n.Text.Contains("<@U0DEV>")), bot.Seen);
    }
}

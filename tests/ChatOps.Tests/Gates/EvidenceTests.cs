using ChatOps.Domain.Pipelines;
using ChatOps.Slack.Blocks;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.Releases.Evidence;

namespace ChatOps.Tests.Gates;

/// <summary>Production asks for test results and a scan: what they say decides, on the card and in /release why.</summary>
public class EvidenceTests
{
    private const string Critical = "the scan found 1 critical finding, and none is let pass here";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Good_evidence_lets_pass_and_is_on_the_card(Storage storage)
    {
        await using var world = await Asking(storage);
        var bot = await world.StartBot();
        await bot.Deploy("staging", 1234, People.Approver);
        var run = await bot.Deploy("production", 1234, People.Approver, People.SecondApprover);
        var card = await bot.UntilCardSays(run, "Evidence: Tests 214 passed · Scan 0 critical, 0 high · Coverage 80.9 % · SBOM 2 components.");
        Assert.DoesNotContain("junit.xml", card.Everything);
        var release = (await bot.Load(run)).Release!;
        Assert.Equal(["shop.zip", "junit.xml", "scan.sarif", "sbom.json", "coverage.cobertura.xml"], release.Artifacts.Select(a => a.Name));
        Assert.Equal(release.Artifacts.Skip(1).Select(a => (a.Name, a.Digest)), release.Reports!.Files.Select(f => (f.File, f.Digest)));
        Assert.Equal(release.Artifacts[0].Digest.Hex, world.Target("production").Serving!.Digest.Hex);
        var why = await bot.Type(People.Developer, "/release why production run 1234");
        Assert.Contains("✅ passed, test results: 214 passed", why);
        Assert.Contains("✅ passed, scan findings: 0 critical, 0 high", why);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public Task A_critical_finding_is_refused(Storage storage) => IsRefused(storage, ci => ci.Evidence(1234, "scan.sarif", Reports.TrivySarif), "scan findings", Critical);

    [Theory, OnSqlite, OnPostgreSql]
    public Task A_failed_test_is_refused(Storage storage) =>
        IsRefused(storage, ci => ci.Evidence(1234, "junit.xml", Reports.Pytest), "test results", "2 tests failed (tests.test_cart.TestCart.test_tax[<b>- 19], tests.test_db.test_open), and none is let pass here");

    [Theory, OnSqlite, OnPostgreSql]
    public Task A_report_that_is_malformed_is_refused(Storage storage) => IsRefused(
        storage, ci => ci.Evidence(1234, "junit.xml", "<testsuites>\n<testsuite>\n<testcase name=\"a\""), "test results", "junit.xml could not be read: line 3: it is no proper XML");

    [Theory, OnSqlite, OnPostgreSql]
    public Task A_report_that_attacks_is_refused(Storage storage) => IsRefused(
        storage, ci => ci.Evidence(1234, "scan.sarif", "{\"version\":\"2.1.0\",\"runs\":" + new string('[', 5000)), "scan findings", "scan.sarif could not be read: line 1: it is nested deeper than 64");

    [Theory, OnSqlite, OnPostgreSql]
    public Task A_run_without_evidence_is_refused(Storage storage) => IsRefused(
        storage, ci => { foreach (var name in new[] { "junit.xml", "scan.sarif" }) ci.Evidence(1234, name, null); },
        "test results", "this run brought no test results (JUnit XML or .trx): no such report among its artifacts (looked for *junit*.xml,");

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_thread_names_the_tests_that_failed(Storage storage)
    {
        await using var world = await World.Of(storage);
        new ShopCi(world.Settings).Evidence(1234, "junit.xml", Reports.Pytest);
        var bot = await world.StartBot();
        var run = await bot.Deploy("dev", 1234);
        await bot.UntilCardSays(run, "Evidence: Tests 1 passed, 2 failed, 2 skipped");
        await Until.True("the thread names the failed tests", () => world.Slack.ThreadOf(run).Any(n =>
            Mrkdwn.Unescape(n.Text).Contains("2 tests failed in CI") && n.Text.Contains("tests.test_db.test_open")), bot.Seen);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Without_a_name_the_one_that_is_no_evidence_is_deployed(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Settings.Set("Projects:shop:Artifact", "");
        var bot = await world.StartBot();
        var run = await bot.Deploy("dev", 1234);
        Assert.Equal("shop.zip", (await bot.Load(run)).ArtifactToDeploy!.Name);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Evidence_that_was_not_looked_for_before_is_looked_for_again(Storage storage)
    {
        await using var world = await Asking(storage);
        world.Settings.Set("Projects:shop:Evidence:Files:0", "other*.xml");
        var bot = await world.StartBot();
        var run = await bot.Deploy("staging", 1234, People.Approver);
        Assert.Empty((await bot.Load(run)).Release!.Reports!.Files);
        var refused = await bot.Begin(People.Developer, "/deploy production run 1234");
        Assert.Contains("(looked for other*.xml)", (await bot.UntilStatus(refused, RunStatus.Refused)).Notice);
        await bot.Stop();
        world.Settings.Set("Projects:shop:Evidence:Files:0", "junit.xml").Set("Projects:shop:Evidence:Files:1", "*.sarif");
        bot = await world.StartBot();
        await bot.Deploy("production", 1234, People.Approver, People.SecondApprover);
    }

    private static async Task<World> Asking(Storage storage)
    {
        var world = await World.Of(storage);
        world.Settings.Set("Projects:shop:Environments:production:Evidence:RequireTests", "true").Set("Projects:shop:Environments:production:Evidence:RequireScan", "true");
        return world;
    }

    private static async Task IsRefused(Storage storage, Action<ShopCi> prepare, string gate, string words)
    {
        await using var world = await Asking(storage);
        prepare(new ShopCi(world.Settings));
        var bot = await world.StartBot();
        // Staging asks for nothing.
        await bot.Deploy("staging", 1234, People.Approver);
        var run = await bot.Begin(People.Developer, "/promote run 1234 to production");
        var refused = await bot.UntilStatus(run, RunStatus.Refused);
        Assert.StartsWith(words, refused.Notice);
        var card = await bot.UntilCardSays(run, "refused");
        Assert.Contains(Inert(words), Inert(Mrkdwn.Unescape(card.Text)));
        Assert.Empty(world.Target("production").Given);
        Assert.Single(await bot.Audit(run), a => a.What == "run.refused");
        var why = Mrkdwn.Unescape(await bot.Type(People.Developer, "/release why production run 1234"));
        Assert.Contains(Inert($"⛔ refuses, {gate}: {words}"), Inert(why));
        Assert.Contains(Inert($"It can't go to production: {words}"), Inert(why));
    }

    // What would be markup is shown with look-alikes.
    private static string Inert(string text) => text.Replace('*', '∗').Replace('_', 'ˍ');
}

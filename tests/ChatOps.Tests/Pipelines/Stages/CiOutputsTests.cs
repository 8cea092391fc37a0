using System.Text;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.Targets.GitHubWorkflow;
using LocalGitHub;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>What the run of a <c>Ci</c> stage uploaded: its tests and scans are read, and later stages get the files.</summary>
public sealed class CiOutputsTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Its_evidence_is_read_shown_and_handed_on(Storage storage)
    {
        await using var all = await Verified(storage, (p, w) => p.With("Evidence:RequireTests", "true")
            .Script("look", $"cp inputs/test-results {w.Sign("seen")}", "verify").Stage("Evidence", "judge", "look").With("Evidence:RequireTests", "true").With("Evidence:RequireScan", "true"));
        all.Shop.Artifact(1234, "scan.sarif", Encoding.UTF8.GetBytes("""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"scan"}},"results":[]}]}"""));
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        var work = await all.UntilDispatched(bot, workflow: "verify.yml");
        var results = Uploads.Zip("junit.xml", Uploads.JUnit(passed: 3));
        all.Shop.Artifact(work.Id, "test-results", results);
        all.Shop.Artifact(work.Id, "screenshots", [1, 2, 3]);
        work.Ends("success");
        await all.GoesOn();
        var done = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal($"run {work.Id} · Tests 3 passed", done.Own("verify").Words);
        Assert.Equal("Tests 3 passed · Scan 0 critical, 0 high", done.Own("judge").Words);
        Assert.Equal(results, await File.ReadAllBytesAsync(all.World.Sign("seen")));
        // What the stage does not name is not fetched, and what it names is no part of the release.
        Assert.DoesNotContain(all.GitHub.Calls, c => c.Line.Contains($"/artifacts/{all.Shop.Artifacts.Single(a => a.Name == "screenshots").Id}/zip", StringComparison.Ordinal));
        Assert.Equal(["scan.sarif", "shop"], done.Release!.Artifacts.Select(a => a.Name).Order());
        Assert.Null(done.Release.Reports!.Tests);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Where_it_failed_the_tests_that_failed_are_named(Storage storage)
    {
        await using var all = await Verified(storage);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        var work = await all.UntilDispatched(bot, workflow: "verify.yml");
        all.Shop.Artifact(work.Id, "test-results", Uploads.Zip("junit.xml", Uploads.JUnit(1, "sells hats")));
        work.Ends("failure");
        await all.GoesOn();
        Assert.Contains($"verify failed: run {work.Id} ended: failure, deploy (at Put it there) · Tests 1 passed, 1 failed", (await bot.UntilStatus(run, RunStatus.RolledBack)).Notice, StringComparison.Ordinal);
        await bot.UntilThreadSays(run, "failed: sells hats");
    }

    [Fact]
    public async Task What_is_not_good_enough_fails_the_stage_though_the_workflow_passed()
    {
        await using var all = await Verified(Storage.Sqlite, (p, _) => p.With("Evidence:RequireTests", "true"));
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        var work = await all.UntilDispatched(bot, workflow: "verify.yml");
        all.Shop.Artifact(work.Id, "test-results", Uploads.Zip("junit.xml", Uploads.JUnit(1, "sells hats")));
        work.Ends("success");
        await all.GoesOn();
        Assert.Contains($"run {work.Id} · Tests 1 passed, 1 failed; test results: 1 test failed (sells hats), and none is let pass here", (await bot.UntilStatus(run, RunStatus.RolledBack)).Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_names_and_the_run_did_not_make_is_told()
    {
        await using var all = await Verified(Storage.Sqlite);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        var work = await all.UntilDispatched(bot, workflow: "verify.yml");
        all.Shop.Artifact(work.Id, "results", [1]);
        work.Ends("success");
        await all.GoesOn();
        Assert.Contains($"run {work.Id} made no artifact that fits test-*, which the stage is to hand on; it made: results", (await bot.UntilStatus(run, RunStatus.RolledBack)).Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_big_or_was_changed_is_not_taken()
    {
        await using var all = await Verified(Storage.Sqlite);
        all.World.Settings.Set("Projects:shop:MaxArtifactMegabytes", "1");
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        var work = await all.UntilDispatched(bot, workflow: "verify.yml");
        all.Shop.Artifact(work.Id, "test-results", new byte[(1 << 20) + 1]);
        work.Ends("success");
        await all.GoesOn();
        Assert.Contains("test-results is bigger than the 1,048,576 bytes that are taken in", (await bot.UntilStatus(run, RunStatus.RolledBack)).Notice, StringComparison.Ordinal);

        run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        work = await all.UntilDispatched(bot, 2, "verify.yml");
        all.Shop.Artifact(work.Id, "test-results", [1, 2, 3]).Digest = $"sha256:{new string('a', 64)}";
        work.Ends("success");
        await all.GoesOn();
        Assert.Contains("The bytes of test-results are not the ones CI made", (await bot.UntilStatus(run, RunStatus.RolledBack)).Notice, StringComparison.Ordinal);
    }

    // Nothing is decided while GitHub can't be asked for it.
    [Fact]
    public async Task While_storage_is_away_the_stage_waits()
    {
        await using var all = await Verified(Storage.Sqlite);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        var work = await all.UntilDispatched(bot, workflow: "verify.yml");
        all.Shop.Artifact(work.Id, "test-results", Uploads.Zip("junit.xml", Uploads.JUnit(passed: 3)));
        all.GitHub.Faults.Add("/zip", FaultKind.Status, 503);
        work.Ends("success");
        await all.GoesOn();
        await bot.UntilStage(run, "verify", s => s.Words.Contains("GitHub failed (503)", StringComparison.Ordinal), "waiting for GitHub");
        all.GitHub.Faults.Clear();
        await all.GoesOn();
        Assert.Equal($"run {work.Id} · Tests 3 passed", (await bot.UntilStatus(run, RunStatus.Succeeded)).Own("verify").Words);
    }

    private static async Task<GitHubWorld> Verified(Storage storage, Action<Pipeline, World>? rest = null)
    {
        var all = await GitHubWorld.Of(storage);
        all.Shop.Workflows["verify.yml"] = ["correlation"];
        all.Run(1234, [4, 5, 6, 7]);
        var pipeline = new Pipeline(all.World.Settings).Deploy("dev").Stage("Ci", "verify", "dev").With("Workflow", "verify.yml").With("Outputs:0", "test-*");
        rest?.Invoke(pipeline, all.World);
        return all;
    }
}

using System.Security.Cryptography;
using System.Text;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.Targets.GitHubWorkflow;
using LocalGitHub;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary><c>/release start</c> where GitHub builds: a workflow is started, and its run becomes the release.</summary>
public sealed class StartOnGitHubTests
{
    private static readonly byte[] Bytes = [1, 2, 3, 4];

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_workflow_is_followed_and_its_run_is_the_release(Storage storage)
    {
        await using var all = await Building(storage, p => p.With("Outputs:0", "junit*").Stage("Evidence", "judge", "build").With("Evidence:RequireTests", "true").Deploy("dev", "judge"));
        all.World.Settings.Of("dev", "Evidence:RequireTests", "true");
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/release start main because hats");
        var work = await all.UntilDispatched(bot, workflow: "ci.yml");
        Assert.Equal(("main", "2"), (work.Branch, (string?)work.Inputs!["level"]));
        Builds(work, ("build", "success"), ("test", null));
        await all.GoesOn();
        await bot.UntilCard(run, "shows its jobs and its log", c => c.Everything.Contains($"run {work.Id}: test: 1 of 2 steps, Try it", StringComparison.Ordinal)
            && c.Everything.Contains($"/octo/shop/actions/runs/{work.Id}|log>", StringComparison.Ordinal));
        Assert.Equal(StageState.Running, (await bot.Load(run)).Stages.Single(s => s.Name == "test").State);

        // Nothing is lost and nothing begun twice when the bot ends in between.
        await bot.Stop();
        all.Shop.Artifact(work.Id, "shop", Bytes);
        all.Shop.Artifact(work.Id, "junit.xml", Encoding.UTF8.GetBytes(Uploads.JUnit(passed: 2)));
        Builds(work, ("build", "success"), ("test", "success"), ("security scan", "success"));
        bot = await all.World.StartBot();
        await all.GoesOn();
        var done = await bot.UntilStatus(run, RunStatus.Succeeded);

        Assert.Equal((work.Id, work.Commit, "main", $"{work.Id % 1000}-{work.Commit[..7]}"), (done.CiRun, done.Release!.Commit, done.Release.Branch, done.Release.Version));
        Assert.Equal(($"run {work.Id} · Tests 2 passed", "Tests 2 passed", 2), (done.Own("build").Words, done.Own("judge").Words, done.Release.Reports!.Tests!.Passed));
        Assert.Equal((work.Id, Convert.ToHexStringLower(SHA256.HashData(Bytes))), (all.World.Target("dev").Serving!.CiRun, all.World.Target("dev").Serving!.Digest.Hex));
        Assert.Equal(1, all.GitHub.Asked("/dispatches"));
        Assert.Contains(await bot.Audit(run), a => a.What == "release.made" && a.Why == $"run {work.Id} of commit {work.Commit}");
        // From here on it is a run like every other.
        var again = await bot.UntilStatus(await bot.Begin(People.Developer, "/deploy dev last"), RunStatus.Refused);
        Assert.Contains($"run {work.Id} ({done.Release.Version}) already runs in dev, the same bytes", again.Notice, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_failed_job_is_named_and_only_what_failed_is_run_again(Storage storage)
    {
        await using var all = await Building(storage, p => p.With("OnFailure", "Ask").Deploy("dev", "build"));
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        var work = await all.UntilDispatched(bot, workflow: "ci.yml");
        Builds(work, ("build", "success"), ("test", "failure"), ("security scan", "skipped"));
        await all.GoesOn();
        await bot.UntilCard(run, "names the job and links its log", c => c.Everything.Contains($"run {work.Id} ended: failure, test (at Try it)", StringComparison.Ordinal)
            && c.Everything.Contains($"/octo/shop/actions/runs/{work.Id}|log>", StringComparison.Ordinal));
        await bot.Type(People.Developer, $"/release retry #{run} build");
        await Until.True("it is run again", () => work.Attempt == 2, bot.Seen);
        await bot.Stop();
        all.Shop.Artifact(work.Id, "shop", Bytes);
        Builds(work, ("build", "success"), ("test", "success"), ("security scan", "success"));
        bot = await all.World.StartBot();
        await all.GoesOn();
        var done = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal((2, work.Id, 2), (done.Own("build").Try, done.CiRun, done.Release!.Attempt));
        Assert.Equal((1, 1), (all.GitHub.Asked("/dispatches"), all.GitHub.Asked("/rerun-failed-jobs")));
    }

    // GitHub begins work on a branch, never on a commit.
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Where_the_branch_moved_the_release_is_of_what_GitHub_built_and_that_is_said(Storage storage)
    {
        await using var all = await Building(storage, _ => { });
        new Pipeline(all.World.Settings.Without("Projects:shop:Pipeline")).Stage("Ci", "build").With("Workflow", "ci.yml").With("OnFailure", "Ask")
            .Script("check", $"echo {{run}} {{commit}} {{branch}} > {all.World.Sign("checked")}", "build").Deploy("dev", "check");
        var before = all.Shop.Branches["main"];
        all.GitHub.Faults.Add("/dispatches", FaultKind.Status, 422, times: 1);
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await bot.UntilStage(run, "build", s => s.AsksSince is not null, "asking what now");
        var after = all.Shop.Commit("Sell gloves");
        await bot.Type(People.Developer, $"/release retry #{run} build");
        var work = await all.UntilDispatched(bot, workflow: "ci.yml");
        all.Shop.Artifact(work.Id, "shop", Bytes);
        Builds(work, ("build", "success"), ("test", "success"), ("security scan", "success"));
        await all.GoesOn();
        var done = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal((after, after), (done.Release!.Commit, done.Revision!.Commit));
        Assert.Equal($"main {after[..7]}", done.Stages[0].Words);
        Assert.Equal($"{work.Id} {after} main", Assert.Single(all.World.Lines("checked")));
        Assert.Equal((1, 0), (all.GitHub.Asked($"/tarball/{after}"), all.GitHub.Asked($"/tarball/{before}")));
        await bot.UntilThreadSays(run, $"main moved on from {before[..7]} meanwhile: CI builds {after[..7]}, and the release is made of that");
        Assert.Single(await bot.Audit(run), a => a.What == "revision.moved" && a.Why!.Contains($"commit {after}, not {before}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_another_workflow_says_of_another_commit_is_not_taken_for_the_releases()
    {
        await using var all = await Building(Storage.Sqlite, p => p.Stage("Ci", "lint", "build").With("Workflow", "lint.yml").Deploy("dev", "lint"));
        all.Shop.Workflows["lint.yml"] = ["correlation"];
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        var work = await all.UntilDispatched(bot, workflow: "ci.yml");
        var after = all.Shop.Commit("Sell gloves");
        Builds(work, ("build", "success"), ("test", "success"), ("security scan", "success"));
        await all.GoesOn();
        var lint = await all.UntilDispatched(bot, workflow: "lint.yml");
        lint.Ends("success");
        await all.GoesOn();
        Assert.Equal($"lint failed: run {lint.Id} is of commit {after[..7]}, and the release is made of {work.Commit[..7]}: main moved on meanwhile; start again; nothing was changed",
            (await bot.UntilStatus(run, RunStatus.Failed)).Notice);
    }

    [Fact]
    public async Task A_cancelled_run_is_cancelled_there()
    {
        await using var all = await Building(Storage.Sqlite, p => p.Deploy("dev", "build"));
        all.Shop.Commit("Sell hats", all.Shop.Branches["main"], "developer", [], "release/2.x");
        var bot = await all.World.StartBot();
        var run = await bot.Begin(People.Developer, "/release start release/2.x");
        var work = await all.UntilDispatched(bot, workflow: "ci.yml");
        Assert.Equal(("release/2.x", all.Shop.Branches["release/2.x"]), (work.Branch, work.Commit));
        Builds(work, ("build", null));
        await all.GoesOn();
        await bot.UntilCard(run, "follows it", c => c.Everything.Contains("build: 1 of 2 steps", StringComparison.Ordinal));
        await bot.Press(People.Developer, run, "cancel");
        await bot.UntilStatus(run, RunStatus.Cancelled);
        await Until.True("it is cancelled there", () => work.IsCancelled, bot.Seen);
        Assert.Null(all.World.Target("dev").Serving);
    }

    [Fact]
    public async Task A_stage_that_was_left_out_makes_no_release()
    {
        await using var all = await Building(Storage.Sqlite, p => p.With("When:Branches:0", "release/*").Deploy("dev", "build"));
        var bot = await all.World.StartBot();
        Assert.Equal("build made no release: it was skipped", (await bot.Make(RunStatus.Refused)).Notice);
        Assert.Equal(0, all.GitHub.Asked("/dispatches"));
    }

    [Fact]
    public async Task The_stages_may_be_in_the_repository()
    {
        await using var all = await Building(Storage.Sqlite, _ => { });
        all.World.Settings.Without("Projects:shop:Pipeline").Set("Projects:shop:PipelineFrom", "Repository");
        all.Shop.Files[".chatops.yml"] = Encoding.UTF8.GetBytes("stages:\n  - { name: pack, kind: script, command: [make], outputs: [out/*] }\n  - { name: dev, kind: deploy, to: dev, needs: [pack] }\n");
        var bot = await all.World.StartBot();
        Assert.Contains("stages:0 (pack) makes the release, and CI builds it", (await bot.Make(RunStatus.Refused)).Notice, StringComparison.Ordinal);

        all.Shop.Files[".chatops.yml"] = Encoding.UTF8.GetBytes("stages:\n  - { name: build, kind: ci, workflow: ci.yml }\n  - { name: dev, kind: deploy, to: dev, needs: [build] }\n");
        var run = await bot.Begin(People.Developer, "/release start");
        var work = await all.UntilDispatched(bot, workflow: "ci.yml");
        all.Shop.Artifact(work.Id, "shop", Bytes);
        Builds(work, ("build", "success"), ("test", "success"), ("security scan", "success"));
        await all.GoesOn();
        Assert.Equal(work.Id, (await bot.UntilStatus(run, RunStatus.Succeeded)).CiRun);
    }

    /// <summary>Its jobs, the last of which is under way where it has not ended.</summary>
    private static void Builds(RunState work, params (string Name, string? Conclusion)[] jobs)
    {
        work.Jobs.Clear();
        work.Jobs.AddRange(jobs.Select(j => new JobState(j.Name, j.Conclusion is null ? "in_progress" : "completed", j.Conclusion, j.Conclusion == "failure" ? "Try it" : null)
        {
            Steps = j.Conclusion is null ? [("Set up", "completed"), ("Try it", "in_progress")] : [("Set up", "completed")],
        }));
        var worst = jobs.Any(j => j.Conclusion is null) ? null : jobs.Any(j => j.Conclusion == "failure") ? "failure" : "success";
        (work.Status, work.Conclusion) = (worst is null ? "in_progress" : "completed", worst);
    }

    private static async Task<GitHubWorld> Building(Storage storage, Action<Pipeline> rest)
    {
        var all = await GitHubWorld.Of(storage);
        all.Shop.Workflows["ci.yml"] = ["level", "correlation"];
        var pipeline = new Pipeline(all.World.Settings).Stage("Ci", "build").With("Workflow", "ci.yml").With("Inputs:level", "2");
        rest(pipeline);
        return all;
    }
}

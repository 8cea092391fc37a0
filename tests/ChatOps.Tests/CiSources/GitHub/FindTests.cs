using ChatOps.CiSources;
using ChatOps.Domain.Releases;
using ChatOps.Tests.FrontDoor.GitHub;
using LocalGitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>What a run on GitHub is told to be.</summary>
public sealed class FindTests
{
    [Fact]
    public async Task A_run_is_told_with_its_jobs_and_its_artifacts()
    {
        await using var bed = await GitHubBed.New();
        var run = bed.Shop.Run(1234);
        run.Attempt = 2;
        bed.Shop.Artifact(1234, "shop", GitHubBed.Bytes(100));
        bed.Shop.Artifact(1234, "reports", GitHubBed.Bytes(50)).HasDigest = false;
        bed.Shop.Artifact(1234, "old", GitHubBed.Bytes(50)).IsExpired = true;

        var found = (await bed.Source.Find(1234, default))!;

        Assert.Equal((1234, 2, "main", run.Commit, $"234-{run.Commit[..7]}", "developer"), (found.Id, found.Attempt, found.Branch, found.Commit, found.Version, found.Actor));
        Assert.Equal(CiConclusion.Success, found.Conclusion);
        Assert.Equal("build, test, security scan", string.Join(", ", found.Jobs.Select(j => j.Name)));
        Assert.Equal(["shop", "reports"], found.Artifacts.Select(a => a.Name));
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(GitHubBed.Bytes(100)), Convert.FromHexString(found.Artifacts[0].Digest!.Value.Hex));
        Assert.Equal((50, null), (found.Artifacts[1].Size, found.Artifacts[1].Digest));
        Assert.NotNull(found.Artifacts[0].ExpiresAt);
    }

    [Fact]
    public async Task Jobs_and_artifacts_are_read_to_the_last_page()
    {
        await using var bed = await GitHubBed.New();
        var run = bed.Shop.Run(1234);
        for (var i = 0; i < 230; i++) run.Jobs.Add(new($"part {i}"));
        for (var i = 0; i < 130; i++) bed.Shop.Artifact(1234, $"file {i}", [1]);

        var found = (await bed.Source.Find(1234, default))!;
        Assert.Equal((233, 130), (found.Jobs.Count, found.Artifacts.Count));
    }

    [Fact]
    public async Task Of_artifacts_of_one_name_the_newest_is_meant()
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Run(1234);
        bed.Shop.Artifact(1234, "shop", GitHubBed.Bytes(10));
        bed.Shop.Artifact(1234, "shop", GitHubBed.Bytes(20));
        Assert.Equal(20, Assert.Single((await bed.Source.Find(1234, default))!.Artifacts).Size);
    }

    [Theory]
    [InlineData("queued", null, CiConclusion.Running)]
    [InlineData("in_progress", null, CiConclusion.Running)]
    [InlineData("waiting", null, CiConclusion.Running)]
    [InlineData("requested", null, CiConclusion.Running)]
    [InlineData("pending", null, CiConclusion.Running)]
    [InlineData("completed", "success", CiConclusion.Success)]
    [InlineData("completed", "failure", CiConclusion.Failure)]
    [InlineData("completed", "timed_out", CiConclusion.Failure)]
    [InlineData("completed", "startup_failure", CiConclusion.Failure)]
    [InlineData("completed", "cancelled", CiConclusion.Cancelled)]
    [InlineData("completed", "skipped", CiConclusion.Skipped)]
    [InlineData("completed", "neutral", CiConclusion.Unknown)]
    [InlineData("completed", "stale", CiConclusion.Unknown)]
    [InlineData("completed", "action_required", CiConclusion.Unknown)]
    [InlineData("completed", "a_word_of_tomorrow", CiConclusion.Unknown)]
    [InlineData("completed", null, CiConclusion.Unknown)]
    public async Task Only_success_is_good_enough(string status, string? conclusion, CiConclusion meant)
    {
        await using var bed = await GitHubBed.New();
        var run = bed.Shop.Run(1234);
        (run.Status, run.Conclusion) = (status, conclusion);
        Assert.Equal(meant, (await bed.Source.Find(1234, default))!.Conclusion);
    }

    [Fact]
    public async Task A_failed_job_tells_where()
    {
        await using var bed = await GitHubBed.New();
        var run = bed.Shop.Run(1234, conclusion: "failure");
        run.Jobs[1] = new("test", Conclusion: "failure", FailedStep: "Run the tests");
        Assert.Equal("at Run the tests", (await bed.Source.Find(1234, default))!.Job("test")!.Summary);
    }

    [Theory]
    [InlineData("push", "v1.4.0", "v1.4.0")]
    [InlineData("release", "2.0.0-rc.1", "2.0.0-rc.1")]
    [InlineData("workflow_dispatch", "v1.4.0", null)]
    [InlineData("push", "v1", null)]
    public async Task A_tag_that_is_a_version_is_the_version(string @event, string tag, string? version)
    {
        await using var bed = await GitHubBed.New();
        var run = bed.Shop.Run(57, bed.Shop.Commit("Sell hats"), branch: tag);
        run.Event = @event;
        Assert.Equal(version ?? $"57-{run.Commit[..7]}", (await bed.Source.Find(57, default))!.Version);
    }

    [Fact]
    public async Task A_forks_main_is_not_ours()
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Run(1233);
        bed.Shop.Run(1234).Fork = "stranger/shop";
        Assert.Equal("stranger/shop:main", (await bed.Source.Find(1234, default))!.Branch);
        Assert.Equal(1233, (await bed.Source.FindLast(null, default))!.Id);
    }

    [Fact]
    public async Task A_run_of_another_repository_is_none_of_ours()
    {
        await using var bed = await GitHubBed.New();
        bed.GitHub.Repository("octo/other").Run(77);
        Assert.Null(await bed.Source.Find(77, default));
        Assert.Equal("octo/shop on GitHub", bed.Source.Where);
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_no_missing_run()
    {
        await using var bed = await GitHubBed.New();
        bed.GitHub.Repositories.Clear();
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default));
        Assert.StartsWith("GitHub knows no repository octo/shop, or the token may not see it. Check Ci:Repository", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_another_workflow_is_refused_in_words()
    {
        await using var bed = await GitHubBed.New("ci.yml");
        bed.Shop.Run(1234, workflow: "nightly.yml");
        var no = await Assert.ThrowsAsync<CiRefusedException>(() => bed.Source.Find(1234, default));
        Assert.Equal("run 1234 is a run of the workflow nightly.yml, and releases of this project come from ci.yml; choose a run of that", no.Message);
    }

    [Fact]
    public async Task Last_is_the_newest_good_run_of_the_workflow_and_the_branch()
    {
        await using var bed = await GitHubBed.New("ci.yml");
        bed.Shop.Commit("Old", null, "developer", [], "release/1");
        bed.Shop.Run(1, branch: "release/1");
        bed.Shop.Run(2);
        bed.Shop.Run(3, conclusion: "failure");
        bed.Shop.Run(4, workflow: "nightly.yml");
        var running = bed.Shop.Run(5);
        (running.Status, running.Conclusion) = ("in_progress", null);

        Assert.Equal(2, (await bed.Source.FindLast(null, default))!.Id);
        Assert.Equal(1, (await bed.Source.FindLast("release/1", default))!.Id);
        Assert.Null(await bed.Source.FindLast("no-such-branch", default));
    }

    [Fact]
    public async Task Last_of_a_workflow_that_is_not_there_says_so()
    {
        await using var bed = await GitHubBed.New("build.yml");
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.FindLast(null, default));
        Assert.Equal("octo/shop has no workflow build.yml on GitHub; check Ci:Workflow in the project's settings.", fault.Message);
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again()
    {
        await using var bed = await GitHubBed.New();
        bed.Shop.Run(1234);
        var first = await bed.Source.Find(1234, default);
        var second = await bed.Source.Find(1234, default);
        Assert.Equal(first!.Commit, second!.Commit);
        Assert.Equal(3, bed.GitHub.Calls.Count(c => c.Status == 200));
        Assert.Equal(6, bed.GitHub.Calls.Count);

        bed.Shop.Runs[0].Attempt = 2;
        Assert.Equal(2, (await bed.Source.Find(1234, default))!.Attempt);
    }

    [Fact]
    public async Task A_server_of_ones_own_is_asked_below_its_path()
    {
        await using var bed = await GitHubBed.New(new() { Token = Rights.Token }, basePath: "/api/v3");
        bed.Shop.Run(1234);
        Assert.NotNull(await bed.Source.Find(1234, default));
        Assert.All(bed.GitHub.Calls, c => Assert.StartsWith("GET /api/v3/repos/octo/shop", c.Line, StringComparison.Ordinal));
        Assert.Equal($"{bed.GitHub.Address[..^"/api/v3".Length]}/octo/shop/actions/runs/", bed.Source.RunsAt);
    }
}

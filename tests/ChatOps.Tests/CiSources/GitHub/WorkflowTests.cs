using ChatOps.CiSources.GitHub;
using ChatOps.CiSources;
using ChatOps.Domain.Releases;
using ChatOps.Tests.FrontDoor.GitHub;
using LocalGitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>Workflows that are asked for, once each.</summary>
public sealed class WorkflowTests
{
    private static readonly Dictionary<string, string> Inputs = new() { ["environment"] = "staging" };

    [Fact]
    public async Task A_workflow_is_started_once_and_its_run_is_followed()
    {
        await using var bed = await WithWorkflow();
        Assert.Null(await bed.Source.Started("7/verify/1", default));
        await bed.Source.Start("7/verify/1", "verify.yml", Inputs, null, default);
        await bed.Source.Start("7/verify/1", "verify.yml", Inputs, null, default);

        var run = Assert.Single(bed.Shop.Runs);
        Assert.Equal("staging", (string?)run.Inputs!["environment"]);
        Assert.Equal((run.Id, CiConclusion.Running), ((await bed.Source.Started("7/verify/1", default))!.Id, (await bed.Source.Started("7/verify/1", default))!.Conclusion));
        Assert.Null(await bed.Source.Started("7/verify/2", default));
    }

    [Fact]
    public async Task After_a_restart_the_run_is_found_by_its_correlation()
    {
        await using var bed = await WithWorkflow();
        await bed.Source.Start("7/verify/1", "verify.yml", Inputs, null, default);
        using var again = new GitHubConnection(new() { ApiUrl = bed.GitHub.Address, Token = Rights.Token }, bed.Time, GitHubPatience.Usual);
        var source = new GitHubSource(GitHubBed.Repository, null, again);

        await source.Start("7/verify/1", "verify.yml", Inputs, null, default);
        Assert.Equal(Assert.Single(bed.Shop.Runs).Id, (await source.Started("7/verify/1", default))!.Id);
    }

    [Fact]
    public async Task A_run_of_another_workflow_than_that_of_releases_is_followed_too()
    {
        await using var bed = await WithWorkflow("ci.yml");
        await bed.Source.Start("7/verify/1", "verify.yml", Inputs, null, default);
        Assert.NotNull(await bed.Source.Started("7/verify/1", default));
    }

    [Fact]
    public async Task It_is_cancelled_and_cancelling_what_has_ended_is_no_fault()
    {
        await using var bed = await WithWorkflow();
        await bed.Source.Stop("7/verify/1", default);
        await bed.Source.Start("7/verify/1", "verify.yml", Inputs, null, default);
        await bed.Source.Stop("7/verify/1", default);
        Assert.True(bed.Shop.Runs[0].IsCancelled);
        await bed.Source.Stop("7/verify/1", default);
    }

    [Theory]
    [InlineData("build.yml", "octo/shop has no workflow build.yml on GitHub; check Ci:Workflow in the project's settings.")]
    [InlineData("ci.yml", "ci.yml of octo/shop takes no input named correlation; declare it under workflow_dispatch, and show it in run-name, so that the run can be found.")]
    [InlineData("../../evil", "The stage's Workflow is no workflow's file name, such as verify.yml.")]
    public async Task What_can_not_be_started_is_told(string workflow, string words)
    {
        await using var bed = await WithWorkflow();
        Assert.Equal(words, (await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Start("7/verify/1", workflow, Inputs, null, default))).Message);
        Assert.Empty(bed.Shop.Runs);
    }

    [Fact]
    public async Task A_token_that_may_only_read_is_told_what_it_lacks()
    {
        await using var bed = await WithWorkflow();
        bed.GitHub.Rights.Reduce("actions=write", "actions=read");
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Start("7/verify/1", "verify.yml", Inputs, null, default));
        Assert.Equal("GitHub refuses to start verify.yml of octo/shop (403): it needs the permission actions=write, which the token or App has not.", fault.Message);
    }

    [Fact]
    public async Task What_was_not_answered_is_not_sent_twice()
    {
        await using var bed = await WithWorkflow();
        bed.GitHub.Faults.Add("/dispatches", FaultKind.Status, 502);
        await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Start("7/verify/1", "verify.yml", Inputs, null, default));
        Assert.Equal(1, bed.GitHub.Asked("/dispatches"));
    }

    private static async Task<GitHubBed> WithWorkflow(string? releases = null)
    {
        var bed = await GitHubBed.New(releases);
        bed.Shop.Workflows["verify.yml"] = ["environment", "correlation"];
        return bed;
    }
}

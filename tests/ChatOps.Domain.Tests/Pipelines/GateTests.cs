using ChatOps.Domain.Environments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>What must be so before anybody is asked.</summary>
public sealed class GateTests
{
    [Fact]
    public void Production_before_staging_is_refused_with_what_to_type_instead()
    {
        var run = Deploy(Production).Pinned();

        run.Observe(NothingAhead with { PassedIn = new HashSet<string> { "dev" } }, Noon);

        Assert.Equal((RunStatus.Refused, "run 1234 has not passed staging; deploy it there first: /deploy staging run 1234"), (run.Status, run.Notice));
        Assert.Equal(Verdict.Refused, run.Gate("after staging").Verdict);
        Assert.Equal(StageState.Skipped, run.StageOf(StageKind.Deploy));
    }

    [Fact]
    public void Production_takes_what_passed_staging()
    {
        var run = Deploy(Production).Asked();

        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        Assert.Equal(
            ["CI run Passed", "build Passed", "test Passed", "artifact digests Passed", "after staging Passed", "line Passed", "approval Waiting"],
            run.Gates.Select(g => $"{g.Gate} {g.Verdict}"));
    }

    [Fact]
    public void The_same_release_again_is_refused()
    {
        var run = Deploy(Staging).Pinned();

        run.Observe(NothingAhead with { Current = new(8, 1234, "1.4.0", "commit-1234", DigestOf("shop 1234"), Noon) }, Noon);

        Assert.Equal((RunStatus.Refused, "run 1234 (1.4.0) already runs in staging, the same bytes: nothing to do"), (run.Status, run.Notice));
    }

    [Fact]
    public void The_same_run_with_other_bytes_is_deployed()
    {
        var run = Deploy(Staging).Pinned();

        run.Observe(NothingAhead with { Current = new(8, 1234, "1.4.0", "commit-1234", DigestOf("the first try of 1234"), Noon) }, Noon);

        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
    }

    [Fact]
    public void A_run_that_waited_is_refused_when_its_release_has_come_there_by_another_run()
    {
        var run = Deploy(Staging).Asked(NothingAhead with { Ahead = Ahead(isApplying: true) });
        Assert.Equal(RunStatus.Queued, run.Status);

        run.Observe(NothingAhead with { Current = new(8, 1234, "1.4.0", "commit-1234", DigestOf("shop 1234"), Noon) }, Noon);

        Assert.Equal(RunStatus.Refused, run.Status);
    }

    [Fact]
    public void Where_nobody_is_asked_the_stored_bytes_are_hashed_and_the_deployment_begins()
    {
        var run = Deploy(Dev).Asked();

        Assert.Equal("nobody is asked here", run.Gate("approval").Words);
        Assert.Equal(new VerifyStoredArtifacts(), run.Next(Noon));
        run.TakeEvents();
        run.StoreIsVerified();
        Assert.Equal(["artifacts.verified"], run.Happened());
        Assert.Equal(new ConfirmRelease(1234), run.Next(Noon));
        run.CiStillIs(Ci(), Noon);
        Assert.Equal(["release.confirmed"], run.Happened());
        Assert.Equal(new BeginDeployment(), run.Next(Noon));
    }

    [Fact]
    public void Before_the_artifacts_are_pinned_there_is_nothing_to_look_at()
    {
        var run = Deploy(Production).Resolved();
        var version = run.Version;

        run.Observe(NothingAhead with { PassedIn = new HashSet<string>() }, Noon);

        Assert.Equal((version, RunStatus.Running), (run.Version, run.Status));
    }

    [Fact]
    public void The_commits_between_what_runs_and_what_would_run_are_listed()
    {
        var run = Deploy(Staging).Pinned();
        run.Observe(NothingAhead, Noon);

        Assert.Equal(new ListChanges("commit-1233", "commit-1234"), run.Next(Noon));
    }

    [Fact]
    public void Where_nothing_runs_yet_all_is_new()
    {
        var run = Deploy(Staging).Pinned();
        run.Observe(NothingAhead with { Current = null }, Noon);

        Assert.Equal(new ListChanges(From: null, "commit-1234"), run.Next(Noon));
    }

    [Fact]
    public void A_list_of_changes_since_what_no_longer_runs_there_is_not_shown()
    {
        var run = Deploy(Staging).Pinned();
        run.Observe(NothingAhead, Noon);
        var asked = Assert.IsType<ListChanges>(run.Next(Noon));

        run.Observe(NothingAhead with { Current = Run1232 }, Noon);
        run.ChangesAre(asked, [new("commit-1234", "developer", "since 1233")]);

        Assert.Null(run.Changes);
        Assert.Equal(new ListChanges("commit-1232", "commit-1234"), run.Next(Noon));
    }

    [Fact]
    public void Looking_twice_at_the_same_facts_changes_nothing()
    {
        var run = Deploy(Staging).Asked();
        var version = run.Version;
        run.TakeEvents();

        run.Observe(NothingAhead, Noon);
        run.Observe(NothingAhead, Noon.AddHours(1));

        Assert.Equal(version, run.Version);
        Assert.Empty(run.TakeEvents());
    }

    [Fact]
    public void Beginning_before_all_of_it_is_true_is_a_fault()
    {
        var run = Deploy(Staging).Asked();

        Assert.Throws<InvalidOperationException>(() => run.Begin(token: 3, deployment: 8, Noon));
        Assert.Null(run.Attempt);
    }
}

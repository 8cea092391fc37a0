using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>Where the policy asks for it, no deployment begins without a way back.</summary>
public sealed class WayBackGateTests
{
    private static readonly EnvironmentPolicy Guarded = Staging with { Promotion = new(RollbackMustBePossible: true) };

    [Fact]
    public void Before_people_are_asked_what_runs_there_is_looked_for_in_the_store()
    {
        var run = Deploy(Guarded).Asked();

        Assert.Equal((RunStatus.Running, new VerifyStoredArtifacts()), (run.Status, run.Next(Noon)));
        Assert.Equal(Run1233, run.MustBeRestorable);
        run.StoreIsVerified();
        run.Observe(NothingAhead, Noon);

        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        Assert.Equal((Verdict.Passed, "run 1233 is in the store, verified"), (run.Gate("way back").Verdict, run.Gate("way back").Words));
        Assert.False(run.IsStoreVerified);
    }

    [Fact]
    public void Right_before_it_begins_both_are_looked_at_again()
    {
        var run = Deploy(Guarded).Asked();
        run.StoreIsVerified();
        run.Observe(NothingAhead, Noon);
        run.Vote(Approver);
        run.Observe(NothingAhead, Noon);
        Assert.Equal(new VerifyStoredArtifacts(), run.Next(Noon));

        run.StoreIsVerified(isWayBackThere: false);
        run.Observe(NothingAhead, Noon);

        Assert.Equal(RunStatus.Refused, run.Status);
        Assert.Contains("run 1233 (1.3.0) runs in staging and is missing or damaged in the store", run.Notice);
        Assert.Null(run.Attempt);
    }

    [Fact]
    public void Another_release_that_runs_there_is_looked_at_anew()
    {
        var run = Deploy(Guarded).Asked();
        run.StoreIsVerified();
        run.Observe(NothingAhead, Noon);

        run.Observe(NothingAhead with { Current = Run1232 }, Noon);
        run.ListChanges();

        Assert.Equal(Verdict.Waiting, run.Gate("way back").Verdict);
        Assert.Equal(new VerifyStoredArtifacts(), run.Next(Noon));
        Assert.Equal(Run1232, run.MustBeRestorable);
    }

    [Fact]
    public void Who_stands_in_line_hashes_nothing_yet()
    {
        var run = Deploy(Guarded).Asked(NothingAhead with { Ahead = Ahead(isApplying: true) });

        Assert.Equal((RunStatus.Queued, new Wait(Until: null)), (run.Status, run.Next(Noon)));
    }

    [Fact]
    public void The_first_release_of_an_environment_has_nothing_to_go_back_to()
    {
        var run = Deploy(Guarded).Asked(NothingAhead with { Current = null });

        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        Assert.Equal(Verdict.Passed, run.Gate("way back").Verdict);
    }

    [Fact]
    public void Where_nobody_is_asked_one_look_is_enough()
    {
        var run = Deploy(Dev with { Promotion = new(RollbackMustBePossible: true) }).Asked();
        run.StoreIsVerified();
        run.Observe(NothingAhead, Noon);

        Assert.Equal(new ConfirmRelease(1234), run.Next(Noon));
    }

    [Fact]
    public void A_rollback_needs_no_way_back_of_its_own()
    {
        var run = new PipelineRun("shop", RunDefinition.Of(Shop, Guarded), RunKind.Rollback, 1232, Approver, reason: null, Noon).Asked();

        Assert.Null(run.MustBeRestorable);
        Assert.DoesNotContain(run.Gates, g => g.Gate == "way back");
    }

    [Fact]
    public void Without_such_a_policy_there_is_no_such_gate() => Assert.DoesNotContain(Deploy(Staging).Asked().Gates, g => g.Gate == "way back");
}

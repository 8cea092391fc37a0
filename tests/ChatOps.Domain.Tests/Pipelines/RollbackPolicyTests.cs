using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

public sealed class RollbackPolicyTests
{
    [Fact]
    public void A_rollback_by_an_approver_needs_nobody_else()
    {
        var run = Rollback(Production, by: Approver).Asked();

        Assert.Null(run.ApprovalNeeded);
        Assert.Equal("approver is one of @approvers, so this rollback needs nobody else", run.Gate("approval").Words);
        Assert.Equal(new VerifyStoredArtifacts(), run.Next(Noon));
    }

    [Fact]
    public void A_rollback_by_anybody_else_needs_one_approver_also_where_a_deployment_needs_two()
    {
        var run = Rollback(Production, by: Developer).Asked();
        Assert.Equal(1, run.ApprovalNeeded!.Quorum);
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);

        run.Vote(Approver);
        run.Observe(NothingAhead, Noon);

        Assert.Equal(new VerifyStoredArtifacts(), run.Next(Noon));
    }

    [Fact]
    public void A_deployment_by_an_approver_needs_the_others() =>
        Assert.Equal(2, Deploy(Production, by: Approver).Identified().ApprovalNeeded!.Quorum);

    [Fact]
    public void A_rollback_does_not_have_to_pass_other_environments_again()
    {
        var run = Rollback(Production, by: Approver).Asked(NothingAhead with { PassedIn = new HashSet<string>() });

        Assert.Equal(RunStatus.Running, run.Status);
        Assert.Equal(["artifact digests", "rollback", "line", "approval"], run.Gates.Select(g => g.Gate));
    }

    [Fact]
    public void A_rollback_to_what_runs_already_is_refused()
    {
        var run = Rollback(Production, by: Approver).Asked(NothingAhead with { Current = Run1232 });

        Assert.Equal((RunStatus.Refused, "run 1232 (1.2.0) already runs in production, the same bytes: nothing to do"), (run.Status, run.Notice));
    }

    [Fact]
    public void A_rollback_waits_for_what_is_being_deployed()
    {
        var run = Rollback(Production, by: Approver).Asked(NothingAhead with { Ahead = Ahead(isApplying: true) });

        Assert.Equal(RunStatus.Queued, run.Status);
    }

    [Fact]
    public void Nobody_is_asked_for_an_approvers_rollback_so_a_click_does_not_count() =>
        Assert.Equal(VoteResult.Refused, Rollback(Production, by: Approver).Asked().Vote(SecondApprover).Result);
}

using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>One deployment at a time: the others stand in line and say behind what.</summary>
public sealed class QueueTests
{
    private static readonly EnvironmentFacts SomebodyAhead = NothingAhead with { Ahead = Ahead(5, isApplying: true) };

    [Fact]
    public void A_run_behind_another_one_says_behind_which()
    {
        var run = Deploy(Staging).Asked(SomebodyAhead);

        Assert.Equal((RunStatus.Queued, "behind #5 (run 1305, being deployed)"), (run.Status, run.Notice));
        Assert.Equal(Verdict.Waiting, run.Gate("line").Verdict);
        Assert.Equal(new Wait(Until: null), run.Next(Noon));
    }

    [Theory]
    [InlineData(RunKind.Deploy, false, RunStatus.WaitingForApproval, "behind #5 (run 1305, waiting for approval)")]
    [InlineData(RunKind.Deploy, false, RunStatus.Running, "behind #5 (run 1305, in line)")]
    [InlineData(RunKind.Rollback, true, RunStatus.Running, "behind #5 (rollback to run 1305, being deployed)")]
    public void The_card_says_what_the_one_ahead_is_doing(RunKind kind, bool isApplying, RunStatus status, string words)
    {
        var run = Deploy(Staging).Asked(NothingAhead with { Ahead = Ahead(5, kind, isApplying, status) });

        Assert.Equal(words, run.Notice);
    }

    [Fact]
    public void When_the_line_is_free_people_are_asked()
    {
        var run = Deploy(Staging).Asked(SomebodyAhead);
        run.TakeEvents();

        run.Observe(NothingAhead, Noon.AddHours(1));

        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        Assert.Equal(["run.waits-for-approval"], run.Happened());
        Assert.Equal("nothing is in front", run.Gate("line").Words);
    }

    [Fact]
    public void While_a_run_stands_in_line_its_time_to_be_answered_does_not_run()
    {
        var run = Deploy(Staging).Asked();

        run.Observe(SomebodyAhead, Noon.AddHours(1));
        run.Observe(NothingAhead, Noon.AddHours(30));

        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        Assert.Equal(new Wait(Noon.AddHours(54)), run.Next(Noon.AddHours(30)));
    }

    [Fact]
    public void A_run_in_line_does_not_expire()
    {
        var run = Deploy(Staging).Asked(SomebodyAhead);

        run.Observe(SomebodyAhead, Noon.AddDays(30));

        Assert.Equal(RunStatus.Queued, run.Status);
    }

    [Fact]
    public void Nobody_votes_on_a_run_whose_turn_it_is_not()
    {
        var run = Deploy(Staging).Asked(SomebodyAhead);

        var outcome = run.Vote(Approver);

        Assert.Equal(VoteResult.OutOfDate, outcome.Result);
        Assert.Contains("behind #5", outcome.Words);
        Assert.Empty(run.Votes);
    }

    [Fact]
    public void An_approval_still_counts_after_somebody_went_ahead_and_changed_nothing()
    {
        var run = Deploy(Production).Asked();
        run.Vote(Approver);

        run.Observe(SomebodyAhead, Noon);
        run.Observe(NothingAhead, Noon);

        Assert.Equal(1, run.YesCount);
    }

    [Fact]
    public void The_stored_bytes_are_hashed_again_after_standing_in_line()
    {
        var run = Deploy(Staging).Approved();
        Assert.Equal(new BeginDeployment(), run.Next(Noon));

        run.Observe(SomebodyAhead, Noon);
        run.Observe(NothingAhead, Noon.AddHours(23));

        Assert.Equal(new VerifyStoredArtifacts(), run.Next(Noon.AddHours(23)));
    }

    [Fact]
    public void An_approved_run_gives_way_to_a_rollback_that_comes_before_it_begins()
    {
        var run = Deploy(Staging).Approved();

        run.Observe(NothingAhead with { Ahead = Ahead(9, RunKind.Rollback) }, Noon);

        Assert.Equal(RunStatus.Queued, run.Status);
        Assert.Throws<InvalidOperationException>(() => run.Begin(3, 8, Noon));
    }

    [Fact]
    public void A_run_that_has_begun_is_not_stopped_by_the_line()
    {
        var run = Deploy(Staging).Begun();

        run.Observe(SomebodyAhead with { Current = Run1232 }, Noon);

        Assert.Equal(RunStatus.Running, run.Status);
        Assert.True(run.InLine!.IsApplying);
        Assert.IsType<GiveOrder>(run.Next(Noon));
    }
}

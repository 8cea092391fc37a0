using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>An approval is for one decision. If what is decided on moves, it is void, and people are told why.</summary>
public sealed class MovedDecisionTests
{
    [Fact]
    public void When_something_else_runs_there_by_now_earlier_votes_are_void_and_it_is_asked_again()
    {
        var run = Deploy(Production).Asked();
        run.Vote(Approver);
        var shown = run.Decision!.Id;

        run.Observe(NothingAhead with { Current = Run1232 }, Noon.AddHours(1));

        const string because = "run 1232 (1.2.0) runs there now; when you were asked it was run 1233 (1.3.0)";
        Assert.NotEqual(shown, run.Decision!.Id);
        Assert.Equal(0, run.YesCount);
        Assert.Equal(because, Assert.Single(run.Votes).VoidBecause);
        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        var remark = Assert.Single(run.TakeRemarks());
        Assert.True(remark.IsBad);
        Assert.Equal($"{because}. What approver said no longer counts.", remark.Text);
        Assert.Contains("votes.void", run.Happened());
    }

    [Fact]
    public void A_person_whose_vote_is_void_votes_anew()
    {
        var run = Deploy(Production).Asked();
        run.Vote(Approver);
        run.Observe(NothingAhead with { Current = Run1232 }, Noon);

        Assert.Equal(VoteResult.Counted, run.Vote(Approver).Result);
        Assert.Equal(1, run.YesCount);
        Assert.Equal(2, run.Votes.Count);
    }

    [Fact]
    public void A_click_on_the_card_of_before_does_not_count_for_the_new_decision()
    {
        var run = Deploy(Production).Asked();
        var shown = run.Decision!.Id;
        run.Observe(NothingAhead with { Current = Run1232 }, Noon);

        var outcome = run.Decide(Approver.Standing(), approves: true, reason: null, shown, Noon);

        Assert.Equal(VoteResult.OutOfDate, outcome.Result);
        Assert.Equal(0, run.YesCount);
    }

    [Fact]
    public void A_void_vote_stays_void_when_the_first_decision_comes_back()
    {
        var run = Deploy(Production).Asked();
        run.Vote(Approver);

        run.Observe(NothingAhead with { Current = Run1232 }, Noon);
        run.Observe(NothingAhead, Noon);

        Assert.Equal(0, run.YesCount);
    }

    [Fact]
    public void People_have_the_whole_time_again()
    {
        var run = Deploy(Production).Asked();

        run.Observe(NothingAhead with { Current = Run1232 }, Noon.AddHours(23));
        run.ListChanges();

        Assert.Equal(new Wait(Noon.AddHours(47)), run.Next(Noon.AddHours(23)));
    }

    [Fact]
    public void Where_nobody_had_voted_nobody_is_told()
    {
        var run = Deploy(Production).Asked();
        run.TakeEvents();

        run.Observe(NothingAhead with { Current = Run1232 }, Noon);

        Assert.Empty(run.TakeRemarks());
        Assert.Equal(["decision.set"], run.Happened());
    }

    [Fact]
    public void What_was_approved_and_moves_before_it_begins_does_not_begin()
    {
        var run = Deploy(Staging).Approved();
        Assert.Equal(new BeginDeployment(), run.Next(Noon));

        run.Observe(NothingAhead with { Current = Run1232 }, Noon);

        Assert.Equal(RunStatus.WaitingForApproval, run.Status);
        Assert.Throws<InvalidOperationException>(() => run.Begin(3, 8, Noon));
    }

    [Fact]
    public void Where_nobody_is_asked_the_bytes_are_hashed_again_for_the_new_decision()
    {
        var run = Deploy(Dev).Approved();

        run.Observe(NothingAhead with { Current = Run1232 }, Noon);
        run.ListChanges();

        Assert.Equal(new VerifyStoredArtifacts(), run.Next(Noon));
    }
}

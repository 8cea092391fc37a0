using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

public sealed class RequesterTests
{
    [Fact]
    public void A_new_run_first_asks_who_wants_it()
    {
        var run = Deploy(Staging);

        Assert.Equal(new IdentifyRequester(Developer, "approvers"), run.Next(Noon));
        var requested = Assert.Single(run.TakeEvents());
        Assert.Equal(("run.requested", Developer), (requested.What, requested.Who));
        Assert.Contains("deploy shop staging to run 1234", requested.Why);
    }

    [Fact]
    public void The_reason_that_was_typed_is_in_the_audit_trail()
    {
        var run = new PipelineRun("shop", RunDefinition.Of(Shop, Staging), RunKind.Rollback, ciRun: null, Developer, "the invoice is wrong", Noon);

        Assert.Equal("roll back shop staging to the newest good run: the invoice is wrong", run.LastEvent().Why);
    }

    [Theory]
    [InlineData(MemberKind.Guest, "guests")]
    [InlineData(MemberKind.Bot, "bots")]
    [InlineData(MemberKind.Stranger, "another workspace")]
    [InlineData(MemberKind.Deactivated, "deactivated")]
    [InlineData(MemberKind.Unknown, "could not be told")]
    public void Only_full_members_start_releases(MemberKind kind, string words)
    {
        var run = Deploy(Staging);

        run.RequesterIs(Developer.Standing(kind), Noon);

        Assert.Equal(RunStatus.Refused, run.Status);
        Assert.Contains(words, run.Notice);
        Assert.All(run.Stages, s => Assert.Equal(StageState.Skipped, s.State));
        Assert.Equal(Noon, run.FinishedAt);
        Assert.Equal(new NothingMore(), run.Next(Noon));
        Assert.Equal(["run.requested", "run.refused"], run.Happened());
    }

    [Fact]
    public void A_member_is_known_by_the_name_the_chat_gives_them_now()
    {
        var run = Deploy(Staging);

        run.RequesterIs(new Standing(Developer with { Name = "developer, renamed" }, MemberKind.Member, new HashSet<string>()), Noon);

        Assert.Equal("developer, renamed", run.RequestedBy.Name);
        Assert.False(run.IsRequesterApprover);
        Assert.Equal(new ResolveRelease(1234), run.Next(Noon));
        Assert.Equal(StageState.Running, run.StageOf(StageKind.Source));
    }

    [Fact]
    public void Whether_the_requester_is_an_approver_is_remembered_for_the_rollback_rule() =>
        Assert.True(Rollback(Staging, by: Approver).Identified().IsRequesterApprover);

    [Fact]
    public void While_the_chat_can_not_tell_the_run_waits_and_says_so()
    {
        var run = Deploy(Staging);

        run.TryAgainLater("Slack did not answer", Noon);

        Assert.Equal(new Wait(Noon.AddSeconds(2)), run.Next(Noon));
        Assert.Equal(new IdentifyRequester(Developer, "approvers"), run.Next(Noon.AddSeconds(2)));
        Assert.Equal("Slack did not answer", run.Notice);
        run.Identified();
        Assert.Equal("", run.Notice);
    }

    [Fact]
    public void An_answer_that_comes_after_a_cancel_changes_nothing()
    {
        var run = Deploy(Staging);
        run.Cancel(Developer.Standing(), Noon);
        var version = run.Version;

        run.RequesterIs(Developer.Standing(MemberKind.Guest), Noon);

        Assert.Equal((RunStatus.Cancelled, version), (run.Status, run.Version));
    }
}

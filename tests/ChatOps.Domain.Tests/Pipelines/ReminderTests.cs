using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines;

/// <summary>Whom a waiting run may be brought to mind: those whose yes would count now.</summary>
public sealed class ReminderTests
{
    [Fact]
    public void Approvers_who_have_not_voted_and_nobody_else()
    {
        var run = Deploy(Production).Asked();
        Assert.Equal(Noon, run.WaitsForPeopleSince);
        Assert.Equal(["approvers"], run.GroupsAskedNow);
        Assert.True(run.WaitsFor(Approver.Standing()));
        Assert.False(run.WaitsFor(Developer.Standing()));
        Assert.False(run.WaitsFor(SecondDeveloper.Standing()));
        Assert.False(run.WaitsFor(Approver.Standing(MemberKind.Guest)));

        run.Vote(Approver);
        Assert.False(run.WaitsFor(Approver.Standing()));
        Assert.True(run.WaitsFor(SecondApprover.Standing()));
        run.Vote(SecondApprover);
        run.Observe(NothingAhead, Noon);
        Assert.False(run.WaitsFor(ThirdApprover.Standing()));
        Assert.Null(run.WaitsForPeopleSince);
    }

    [Fact]
    public void Not_the_requester_though_an_approver() => Assert.False(Deploy(Production, Approver).Asked().WaitsFor(Approver.Standing()));

    [Fact]
    public void In_order_those_whose_turn_it_is()
    {
        var run = Deploy(InOrder).Asked();
        Assert.Equal(["seconds"], run.GroupsAskedNow);
        Assert.False(run.WaitsFor(Approver.Standing()));
        Assert.True(run.WaitsFor(SecondApprover.Standing()));
        run.Vote(SecondApprover);
        Assert.Equal(["approvers"], run.GroupsAskedNow);
        Assert.True(run.WaitsFor(Approver.Standing()));
    }

    [Fact]
    public void Side_by_side_not_those_who_have_said_enough()
    {
        var run = Deploy(InOrder with { Approval = InOrder.Approval! with { InOrder = false } }).Asked();
        Assert.Equal(["seconds", "approvers"], run.GroupsAskedNow);
        run.Vote(Approver);
        Assert.Equal(["seconds"], run.GroupsAskedNow);
        Assert.False(run.WaitsFor(ThirdApprover.Standing()));
        Assert.True(run.WaitsFor(SecondApprover.Standing()));
    }

    [Fact]
    public void Who_stands_in_for_an_approver_unless_that_one_has_spoken()
    {
        var run = Deploy(Production).Asked();
        var standIn = SecondDeveloper.Standing() with { InPlaceOf = [Approver.Standing()] };
        Assert.True(run.WaitsFor(standIn));
        run.Vote(Approver);
        Assert.False(run.WaitsFor(standIn));
    }

    [Fact]
    public void Nobody_while_it_stands_in_line() => Assert.False(Deploy(Production).Asked(NothingAhead with { Ahead = Ahead() }).WaitsFor(Approver.Standing()));
}

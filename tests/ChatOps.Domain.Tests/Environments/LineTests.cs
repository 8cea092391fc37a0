using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Environments;

public sealed class LineTests
{
    [Fact]
    public void First_come_first_served()
    {
        LineEntry[] line = [Ahead(3, minute: 2), Ahead(4, minute: 1), Ahead(5, minute: 3)];

        Assert.Null(Line.Ahead(4, line));
        Assert.Equal(4, Line.Ahead(3, line)!.Run);
        Assert.Equal(4, Line.Ahead(5, line)!.Run);
    }

    [Fact]
    public void Of_two_that_came_at_once_the_lower_number_is_first() =>
        Assert.Equal(3, Line.Ahead(4, [Ahead(4), Ahead(3)])!.Run);

    [Fact]
    public void A_rollback_goes_first()
    {
        LineEntry[] line = [Ahead(3, minute: 1), Ahead(9, RunKind.Rollback, minute: 5)];

        Assert.Null(Line.Ahead(9, line));
        Assert.Equal(9, Line.Ahead(3, line)!.Run);
    }

    [Fact]
    public void What_has_begun_is_not_overtaken_also_not_by_a_rollback()
    {
        LineEntry[] line = [Ahead(9, RunKind.Rollback, minute: 1), Ahead(3, isApplying: true, minute: 5)];

        Assert.Equal(3, Line.Ahead(9, line)!.Run);
        Assert.Null(Line.Ahead(3, line));
    }

    [Fact]
    public void In_an_empty_line_nobody_is_ahead() => Assert.Null(Line.Ahead(1, []));

    [Fact]
    public void Who_is_not_in_line_yet_is_behind_the_first() => Assert.Equal(3, Line.Ahead(0, [Ahead(3)])!.Run);

    [Fact]
    public void Whom_a_lock_bars_stands_behind_those_who_may_pass()
    {
        LineEntry[] line = [Ahead(3, RunKind.Rollback, minute: 1) with { IsBarred = true }, Ahead(4, minute: 2)];

        Assert.Null(Line.Ahead(4, line));
        Assert.Equal(4, Line.Ahead(3, line)!.Run);
    }

    [Fact]
    public void Its_place_is_counted_from_the_first()
    {
        LineEntry[] line = [Ahead(3, minute: 1), Ahead(4, minute: 2), Ahead(5, minute: 3)];

        Assert.Null(Line.PlaceOf(3, line, usually: null));
        Assert.Equal(2, Line.PlaceOf(4, line, usually: null)!.Position);
        Assert.Equal(4, Line.PlaceOf(9, line, usually: null)!.Position);
    }

    [Fact]
    public void Its_turn_is_foretold_only_when_nothing_but_time_is_in_front()
    {
        var applying = Ahead(3, isApplying: true, status: RunStatus.Running) with { BegunAt = Noon };
        var next = Ahead(4, status: RunStatus.Queued, minute: 2);

        Assert.Equal(Noon.AddMinutes(4), Line.PlaceOf(9, [applying, next], TimeSpan.FromMinutes(2))!.Expected);
        Assert.Null(Line.PlaceOf(9, [applying, next], usually: null)!.Expected);
        Assert.Null(Line.PlaceOf(9, [applying, next with { Status = RunStatus.WaitingForApproval }], TimeSpan.FromMinutes(2))!.Expected);
        Assert.Null(Line.PlaceOf(9, [next], TimeSpan.FromMinutes(2))!.Expected);
    }

    [Fact]
    public void Fewer_than_three_deployments_promise_nothing()
    {
        Assert.Null(Line.Usually([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)]));
        Assert.Equal(TimeSpan.FromMinutes(2), Line.Usually([TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)]));
        Assert.Equal(TimeSpan.FromMinutes(3), Line.Usually([TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4)]));
    }
}

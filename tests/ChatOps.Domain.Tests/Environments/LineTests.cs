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
}

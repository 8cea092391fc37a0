using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Tests.Schedules;

public sealed class WorkingHoursTests
{
    private static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    [Theory]
    [InlineData("2026-11-20T10:00Z", "2026-11-20T10:00Z")]
    [InlineData("2026-11-20T07:59Z", "2026-11-20T08:00Z")]
    [InlineData("2026-11-20T16:00Z", "2026-11-23T08:00Z")]
    [InlineData("2026-10-23T15:00Z", "2026-10-26T08:00Z")]
    public void The_next_moment_inside_is(string at, string inside)
    {
        var hours = new WorkingHours(At.Berlin, new(9, 0), new(17, 0), Weekdays);
        Assert.Equal(At.Utc(inside), hours.NextInside(At.Utc(at)));
        Assert.Equal(at == inside, hours.Has(At.Utc(at)));
        Assert.Equal("weekdays 09:00-17:00 Europe/Berlin", hours.Words);
    }

    [Fact]
    public void A_night_shift_goes_over_midnight() =>
        Assert.True(new WorkingHours(At.Berlin, new(22, 0), new(6, 0), Weekdays).Has(At.Utc("2026-11-21T04:59Z")));

    [Fact]
    public void Somebody_works_some_day() => Assert.Throws<ArgumentException>(() => new WorkingHours(At.Berlin, new(9, 0), new(17, 0), []));
}

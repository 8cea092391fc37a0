using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Tests.Schedules;

public sealed class WorkingHoursTests
{
    [Theory]
    [InlineData("2026-11-20T10:00Z", "2026-11-20T10:00Z")]
    [InlineData("2026-11-20T07:59Z", "2026-11-20T08:00Z")]
    [InlineData("2026-11-20T16:00Z", "2026-11-23T08:00Z")]
    [InlineData("2026-10-23T15:00Z", "2026-10-26T08:00Z")]
    public void The_next_moment_inside_is(string at, string inside)
    {
        var hours = WorkingHours.Parse("Mon-Fri 09:00-17:00", At.Berlin);
        Assert.Equal(At.Utc(inside), hours.NextInside(At.Utc(at)));
        Assert.Equal(at == inside, hours.Has(At.Utc(at)));
        Assert.Equal("weekdays 09:00-17:00 Europe/Berlin", hours.Words);
    }

    [Theory]
    [InlineData("America/New_York", "2026-11-20T13:59Z", false)]
    [InlineData("America/New_York", "2026-11-20T14:00Z", true)]
    [InlineData("America/New_York", "2026-07-10T13:00Z", true)]
    [InlineData("Asia/Kolkata", "2026-11-20T03:29Z", false)]
    [InlineData("Asia/Kolkata", "2026-11-20T03:30Z", true)]
    [InlineData("Pacific/Auckland", "2026-11-22T20:00Z", true)]
    [InlineData("Pacific/Auckland", "2026-11-20T20:00Z", false)]
    [InlineData("CET", "2026-11-20T08:00Z", true)]
    [InlineData("Nowhere/Town", "2026-11-20T09:00Z", true)]
    [InlineData("../../etc/passwd", "2026-11-20T09:00Z", true)]
    [InlineData("", "2026-11-20T08:59Z", false)]
    [InlineData(null, "2026-11-20T09:00Z", true)]
    public void Everybody_has_them_by_their_own_clock_and_by_the_settings_where_it_is_not_known(string? zone, string at, bool isAtWork)
    {
        var hours = WorkingHours.Parse("Mon-Fri 09:00-17:00 UTC", TimeZoneInfo.Utc).In(Zones.Told(zone));
        Assert.Equal(isAtWork, hours.Has(At.Utc(at)));
    }

    [Fact]
    public void Moved_hours_say_their_zone() =>
        Assert.Equal("weekdays 09:00-17:00 Asia/Kolkata", WorkingHours.Parse("weekdays 9-17 UTC", At.Berlin).In(Zones.Told("Asia/Kolkata")).Words);

    [Fact]
    public void A_night_shift_goes_over_midnight() =>
        Assert.True(WorkingHours.Parse("weekdays 22:00-06:00", At.Berlin).Has(At.Utc("2026-11-21T04:59Z")));

    [Fact]
    public void Hours_that_are_over_for_good_have_no_next() =>
        Assert.Null(WorkingHours.Parse("RRULE:FREQ=DAILY;UNTIL=20200101 DURATION:PT8H", At.Berlin).NextInside(At.Utc("2026-11-21T05:00Z")));
}

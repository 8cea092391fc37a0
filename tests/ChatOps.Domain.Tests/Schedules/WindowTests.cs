using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Tests.Schedules;

public sealed class WindowTests
{
    [Theory]
    [InlineData("Mon-Thu 09:00-16:00 Europe/Berlin", "2026-11-19T08:00Z", true, "2026-11-23T08:00Z", "2026-11-19T15:00Z")]
    [InlineData("Mon-Thu 09:00-16:00 Europe/Berlin", "2026-11-19T15:00Z", false, "2026-11-23T08:00Z", "2026-11-23T15:00Z")]
    [InlineData("Mon-Thu 09:00-16:00 Europe/Berlin", "2026-11-19T07:59:59Z", false, "2026-11-19T08:00Z", "2026-11-19T15:00Z")]
    [InlineData("weekdays 9-17", "2026-11-21T12:00Z", false, "2026-11-23T08:00Z", "2026-11-23T16:00Z")]
    [InlineData("daily 22:00-02:00 UTC", "2026-11-21T01:59Z", true, "2026-11-21T22:00Z", "2026-11-21T02:00Z")]
    [InlineData("Fri 22:00-02:00 UTC", "2026-11-21T01:00Z", true, "2026-11-27T22:00Z", "2026-11-21T02:00Z")]
    [InlineData("Fri-Mon, Wed 9-10 UTC", "2026-11-24T09:30Z", false, "2026-11-25T09:00Z", "2026-11-25T10:00Z")]
    [InlineData("weekends 00:00-24:00 UTC", "2026-11-21T12:00Z", true, "2026-11-28T00:00Z", "2026-11-23T00:00Z")]
    [InlineData("daily 00:00-24:00", "2026-11-21T12:00Z", true, null, null)]
    // The clocks are changed while it is open: it closes when the wall says so; a length in hours is counted on a watch.
    [InlineData("Sun 01:00-05:00", "2026-03-29T00:30Z", true, "2026-04-04T23:00Z", "2026-03-29T03:00Z")]
    [InlineData("Sun 01:00-05:00", "2026-10-25T03:59Z", true, "2026-11-01T00:00Z", "2026-10-25T04:00Z")]
    [InlineData("RRULE:FREQ=WEEKLY;BYDAY=SU;BYHOUR=1 DURATION:PT4H", "2026-10-25T02:59Z", true, "2026-11-01T00:00Z", "2026-10-25T03:00Z")]
    [InlineData("Sun 02:15-02:45", "2026-03-29T01:20Z", true, "2026-04-05T00:15Z", "2026-03-29T01:45Z")]
    [InlineData("Sun 02:30-03:00", "2026-03-29T01:30Z", true, "2026-04-05T00:30Z", "2026-03-29T02:00Z")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20260105T090000 RRULE:FREQ=WEEKLY;INTERVAL=2 DURATION:PT8H", "2026-11-21T12:00Z", false, "2026-11-23T08:00Z", "2026-11-23T16:00Z")]
    [InlineData("DTSTART:20260105T090000Z RRULE:FREQ=DAILY;COUNT=2 DURATION:PT8H", "2026-11-21T12:00Z", false, null, null)]
    // Openings that overlap are one.
    [InlineData("RRULE:FREQ=DAILY;BYHOUR=8,10,12 DURATION:PT3H", "2026-11-21T08:00Z", true, "2026-11-22T07:00Z", "2026-11-21T14:00Z")]
    [InlineData("RRULE:FREQ=HOURLY DURATION:PT10M", "2026-11-21T08:09Z", true, "2026-11-21T09:00Z", "2026-11-21T08:10Z")]
    public void It_is_open_and_opens_and_closes(string text, string at, bool open, string? opens, string? closes)
    {
        var window = Window.Parse(text, At.Berlin);
        Assert.Equal(open, window.IsOpen(At.Utc(at)));
        Assert.Equal(At.Maybe(opens), window.OpensNext(At.Utc(at)));
        Assert.Equal(At.Maybe(closes), window.ClosesNext(At.Utc(at)));
    }

    [Theory]
    [InlineData("mon-thu 9-16:30", "Mon, Tue, Wed, Thu 09:00-16:30 Europe/Berlin")]
    [InlineData("weekdays 9-24 utc", "weekdays 09:00-24:00 UTC")]
    [InlineData("RRULE:FREQ=DAILY;BYHOUR=9 DURATION:P1DT1H30M", "daily at 09:00 Europe/Berlin for 1 day 1 hour 30 minutes")]
    public void It_is_said_to_people(string text, string words) => Assert.Equal(words, Window.Parse(text, At.Berlin).Words);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("Mun-Thu 9-17", "\"Mun-Thu\" names no days")]
    [InlineData("weekdays", "times are missing")]
    [InlineData("weekdays 9", "\"9\" is no from-to")]
    [InlineData("weekdays 9-25", "\"25:00\" is no time")]
    [InlineData("weekdays 9-9", "00:00-24:00")]
    [InlineData("weekdays 9:0-17", "minutes with two digits")]
    [InlineData("weekdays 9-17 Europe/Berln", "Europe/Berlin?")]
    [InlineData("weekdays 9-17 CET", "more than one time zone")]
    [InlineData("weekdays 9-17 UTC please", "\"please\" is too much")]
    [InlineData("RRULE:FREQ=DAILY", "DURATION: is missing")]
    [InlineData("RRULE:FREQ=DAILY DURATION:8h", "\"8h\" is no length of time")]
    [InlineData("RRULE:FREQ=DAILY DURATION:PT0S", "no time at all")]
    [InlineData("RRULE:FREQ=DAILY DURATION:P32D", "more than 31 days")]
    [InlineData("RRULE:FREQ=DAILY DURATION:PT", "no length of time")]
    [InlineData("RRULE:FREQ=DAILY;INTERVAL=2 DURATION:PT1H", "count from a start")]
    [InlineData("RRULE:FREQ=MINUTELY DURATION:PT1H", "FREQ=HOURLY is the finest")]
    public void What_is_wrong_is_told(string text, string words)
    {
        Assert.False(Window.TryParse(text, At.Berlin, out _, out var told));
        Assert.Contains(words, told, StringComparison.Ordinal);
    }
}

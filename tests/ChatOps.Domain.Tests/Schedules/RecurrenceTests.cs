using System.Diagnostics;
using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Tests.Schedules;

public sealed class RecurrenceTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    // The gap: 02:30 is at 03:30 that night, and one with the real 03:30.
    [InlineData("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", "2026-03-28T12:00Z", "2026-03-29T01:30Z", "2026-03-30T00:30Z")]
    [InlineData("FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,30", "2026-03-29T00:00Z", "2026-03-29T01:00Z", "2026-03-29T01:30Z", "2026-03-30T00:00Z")]
    [InlineData("FREQ=DAILY;BYHOUR=2,3;BYMINUTE=45,15", "2026-03-29T00:00Z", "2026-03-29T01:15Z", "2026-03-29T01:45Z", "2026-03-30T00:15Z")]
    [InlineData("FREQ=HOURLY;BYMINUTE=0", "2026-03-28T23:30Z", "2026-03-29T00:00Z", "2026-03-29T01:00Z", "2026-03-29T02:00Z")]
    // A time in the gap that is shifted behind another one of the wall: they come in the order of their moments.
    [InlineData("FREQ=DAILY;BYHOUR=2,3;BYMINUTE=20,10;BYSETPOS=2,3", "2026-03-29T00:00Z", "2026-03-29T01:10Z", "2026-03-29T01:20Z", "2026-03-30T00:20Z")]
    // The overlap: the first 02:30, once.
    [InlineData("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", "2026-10-24T12:00Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    [InlineData("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", "2026-10-25T01:00Z", "2026-10-26T01:30Z")]
    [InlineData("FREQ=HOURLY;BYMINUTE=0", "2026-10-24T23:30Z", "2026-10-25T00:00Z", "2026-10-25T02:00Z")]
    // Ends: inclusive, and in the zone without Z.
    [InlineData("FREQ=DAILY;UNTIL=20260103T080000Z", "2026-01-01T12:00Z", "2026-01-02T08:00Z", "2026-01-03T08:00Z", null)]
    [InlineData("FREQ=DAILY;UNTIL=20260103T090000", "2026-01-01T12:00Z", "2026-01-02T08:00Z", "2026-01-03T08:00Z", null)]
    [InlineData("FREQ=DAILY;UNTIL=20260103T075959Z", "2026-01-01T12:00Z", "2026-01-02T08:00Z", null)]
    [InlineData("FREQ=DAILY;UNTIL=20260103", "2026-01-01T12:00Z", "2026-01-02T08:00Z", "2026-01-03T08:00Z", null)]
    [InlineData("FREQ=DAILY;COUNT=2", "2020-01-01T12:00Z", "2026-01-01T08:00Z", "2026-01-02T08:00Z", null)]
    [InlineData("FREQ=DAILY;BYSECOND=5,10;COUNT=2", "2020-01-01T12:00Z", "2026-01-01T08:00:05Z", "2026-01-01T08:00:10Z", null)]
    // RFC 5545: a week without a day is the start's day.
    [InlineData("FREQ=YEARLY;BYWEEKNO=20", "2026-01-01T12:00Z", "2026-05-14T07:00Z", "2027-05-20T07:00Z")]
    // Nothing left, and never.
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01T12:00Z", (string?)null)]
    [InlineData("FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1", "2026-01-01T12:00Z", (string?)null)]
    [InlineData("FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=31;COUNT=5", "2026-01-01T12:00Z", (string?)null)]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2096-03-01T00:00Z", "2104-02-29T08:00Z")]
    public void The_next_ones_are(string rule, string after, params string?[]? expected)
    {
        var recurrence = new Recurrence(RecurrenceRule.Parse(rule), new DateTime(2026, 1, 1, 9, 0, 0), Berlin);
        DateTimeOffset? at = At.Utc(after);
        foreach (var next in expected ?? [null])
        {
            at = recurrence.Next(at!.Value);
            Assert.Equal(next is null ? null : At.Utc(next), at);
        }
    }

    [Fact]
    public void A_late_next_is_as_quick_as_an_early_one()
    {
        var watch = Stopwatch.StartNew();
        foreach (var rule in new[] { "FREQ=MINUTELY", "FREQ=HOURLY;INTERVAL=7", "FREQ=DAILY;COUNT=100000", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY;INTERVAL=9973;BYDAY=MO;BYMONTH=2;BYMONTHDAY=29" })
        {
            var recurrence = new Recurrence(RecurrenceRule.Parse(rule), new DateTime(2016, 1, 1), Berlin);
            for (var i = 0; i < 20; i++) recurrence.Next(At.Utc("2026-01-01T12:00Z").AddDays(i));
        }

        // Generous, for a busy machine: what counts from the start each time, or has no end, takes minutes.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    [Fact]
    public void It_ends_at_the_ends_of_the_calendar()
    {
        var recurrence = new Recurrence(RecurrenceRule.Parse("FREQ=DAILY"), new DateTime(2026, 1, 1), Berlin);
        Assert.Null(recurrence.Next(DateTimeOffset.MaxValue));
        Assert.Equal(At.Utc("2025-12-31T23:00Z"), recurrence.Next(DateTimeOffset.MinValue));
    }

    [Fact]
    public void It_is_written_and_read_again()
    {
        var recurrence = Recurrence.Parse("RRULE:FREQ=DAILY;INTERVAL=2 DTSTART;TZID=europe/berlin:20260105T090000", TimeZoneInfo.Utc);
        Assert.Equal("DTSTART;TZID=Europe/Berlin:20260105T090000 RRULE:FREQ=DAILY;INTERVAL=2", recurrence.ToString());
        var again = Recurrence.Parse(recurrence.ToString(), TimeZoneInfo.Utc);
        Assert.Equal(recurrence.ToString(), again.ToString());
        Assert.Equal(At.Utc("2026-01-07T08:00Z"), again.Next(At.Utc("2026-01-05T08:00Z")));
        Assert.Equal(TimeZoneInfo.Utc, Recurrence.Parse("DTSTART:20260105T090000Z FREQ=DAILY", Berlin).Zone);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("FREQ=SECONDLY", "too fast", "character 6")]
    [InlineData("FREQ=FORTNIGHTLY", "FORTNIGHTLY", "character 6")]
    [InlineData("RRULE:BYDAY=MO", "FREQ is missing")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,XX", "BYDAY: \"XX\" is no day", "character 22")]
    [InlineData("FREQ=WEEKLY;BYDAY=2MO", "FREQ=MONTHLY or YEARLY only")]
    [InlineData("FREQ=MONTHLY;BYDAY=6MO", "no more than five")]
    [InlineData("FREQ=DAILY;BYHOUR=9,24", "BYHOUR: \"24\"", "0 to 23", "character 21")]
    [InlineData("FREQ=DAILY;BYMONTHDAY=0", "BYMONTHDAY: \"0\"")]
    [InlineData("FREQ=DAILY;BYMONTHDAY=-2147483648", "BYMONTHDAY: \"-2147483648\"")]
    [InlineData("FREQ=DAILY;BYMINUTE=+5", "BYMINUTE: \"+5\"")]
    [InlineData("FREQ=DAILY;INTERVAL=0", "INTERVAL: \"0\"")]
    [InlineData("FREQ=DAILY;COUNT=99999999999", "COUNT")]
    [InlineData("FREQ=DAILY;COUNT=2;UNTIL=20260101", "COUNT and UNTIL", "character 26")]
    [InlineData("FREQ=DAILY;UNTIL=20260230", "UNTIL: \"20260230\" is no time")]
    [InlineData("FREQ=DAILY;;BYHOUR=1", "nothing between two semicolons", "character 12")]
    [InlineData("FREQ=DAILY;FREQ=DAILY", "FREQ comes twice", "character 12")]
    [InlineData("FREQ=DAILY;BYEASTER=1", "\"BYEASTER\" is no part of a rule")]
    [InlineData("FREQ=DAILY;BYHOUR=", "BYHOUR has no value")]
    [InlineData("FREQ=DAILY;hello", "\"HELLO\" is no part", "character 12")]
    [InlineData("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO goes with FREQ=YEARLY only")]
    [InlineData("FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY does not go with FREQ=MONTHLY")]
    [InlineData("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY does not go with FREQ=WEEKLY")]
    [InlineData("FREQ=DAILY;BYSETPOS=1", "BYSETPOS needs another BY part")]
    [InlineData("FREQ=DAILY;WKST=MON", "WKST: \"MON\" is no day")]
    [InlineData("DTSTART;TZID=Europe/Berln:20260101T000000 FREQ=DAILY", "\"Europe/Berln\"", "Europe/Berlin")]
    [InlineData("DTSTART;TZID=../../etc/passwd:20260101T000000 FREQ=DAILY", "no known time zone")]
    [InlineData("DTSTART:20261301T000000 FREQ=DAILY", "20261301T000000")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20260101T000000Z FREQ=DAILY", "leave one out")]
    [InlineData("DTSTART FREQ=DAILY", "DTSTART has no time")]
    [InlineData("FREQ=DAILY FREQ=DAILY", "second one of its kind")]
    [InlineData("FREQ=DAILY EXDATE:20260101", "EXDATE")]
    [InlineData("FREQ=DAILY DURATION:PT1H", "belongs to a window")]
    public void What_is_wrong_is_told_with_its_place(string text, params string[] words)
    {
        Assert.False(Recurrence.TryParse(text.Length == 0 ? "RRULE:" : text, Berlin, new DateTime(2026, 1, 1), out _, out var told));
        Assert.All(words, w => Assert.Contains(w, told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0", "weekdays at 09:00 Europe/Berlin")]
    [InlineData("FREQ=DAILY", "daily at 08:15 Europe/Berlin")]
    [InlineData("FREQ=WEEKLY", "every Thursday at 08:15 Europe/Berlin")]
    [InlineData("FREQ=MONTHLY;BYDAY=1MO", "first Monday of the month at 08:15 Europe/Berlin")]
    [InlineData("FREQ=MONTHLY", "day 1 of the month at 08:15 Europe/Berlin")]
    [InlineData("FREQ=HOURLY", "hourly at 15 minutes past in Europe/Berlin")]
    [InlineData("FREQ=DAILY;INTERVAL=2", "by the rule FREQ=DAILY;INTERVAL=2 from 2026-01-01 08:15 Europe/Berlin")]
    public void It_is_said_to_people(string rule, string words) =>
        Assert.Equal(words, new Recurrence(RecurrenceRule.Parse(rule), new DateTime(2026, 1, 1, 8, 15, 0), Berlin).Words);
}

using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Tests.Schedules;

public sealed class TypedRecurrenceTests
{
    // A Saturday; in Berlin 13:30.
    private const string Now = "2026-11-21T12:30Z";

    [Theory]
    [InlineData("weekdays 9:00 what goes out", "weekdays at 09:00 Europe/Berlin", 2, "2026-11-23T08:00Z", "2026-11-24T08:00Z")]
    [InlineData("weekends at 9:00", "weekends at 09:00 Europe/Berlin", 3, "2026-11-22T08:00Z", "2026-11-28T08:00Z")]
    [InlineData("every monday 10:00", "every Monday at 10:00 Europe/Berlin", 3, "2026-11-23T09:00Z", "2026-11-30T09:00Z")]
    [InlineData("mondays 10:00", "every Monday at 10:00 Europe/Berlin", 2, "2026-11-23T09:00Z", "2026-11-30T09:00Z")]
    [InlineData("every day 10am utc", "daily at 10:00 UTC", 4, "2026-11-22T10:00Z", "2026-11-23T10:00Z")]
    [InlineData("every weekday at 9:00", "weekdays at 09:00 Europe/Berlin", 4, "2026-11-23T08:00Z", "2026-11-24T08:00Z")]
    [InlineData("daily 18:30 Europe/Berlin", "daily at 18:30 Europe/Berlin", 3, "2026-11-21T17:30Z", "2026-11-22T17:30Z")]
    [InlineData("mon,wed,fri 9:00", "Mon, Wed, Fri at 09:00 Europe/Berlin", 2, "2026-11-23T08:00Z", "2026-11-25T08:00Z")]
    [InlineData("mon-thu 9:00", "Mon, Tue, Wed, Thu at 09:00 Europe/Berlin", 2, "2026-11-23T08:00Z", "2026-11-24T08:00Z")]
    [InlineData("hourly", "hourly", 1, "2026-11-21T13:00Z", "2026-11-21T14:00Z")]
    [InlineData("every hour", "hourly", 2, "2026-11-21T13:00Z", "2026-11-21T14:00Z")]
    [InlineData("first monday of the month 9:00", "first Monday of the month at 09:00 Europe/Berlin", 6, "2026-12-07T08:00Z", "2027-01-04T08:00Z")]
    [InlineData("last friday of each month at 16:00 UTC", "last Friday of the month at 16:00 UTC", 8, "2026-11-27T16:00Z", "2026-12-25T16:00Z")]
    [InlineData("last day of the month 16:00", "last day of the month at 16:00 Europe/Berlin", 6, "2026-11-30T15:00Z", "2026-12-31T15:00Z")]
    [InlineData("RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE=0 UTC", "daily at 09:00 UTC", 2, "2026-11-22T09:00Z", "2026-11-23T09:00Z")]
    [InlineData("DTSTART:20261101T090000Z RRULE:FREQ=WEEKLY;INTERVAL=2 more", "by the rule FREQ=WEEKLY;INTERVAL=2 from 2026-11-01 09:00 UTC", 2, "2026-11-29T09:00Z", "2026-12-13T09:00Z")]
    public void It_is_read(string typed, string text, int words, string first, string second)
    {
        Assert.True(TypedRecurrence.TryParse(typed.Split(' '), At.Utc(Now), At.Berlin, out var typedRecurrence, out var refusal), refusal);
        Assert.Equal((text, words), (typedRecurrence.Text, typedRecurrence.Words));
        Assert.Equal(At.Utc(first), typedRecurrence.Recurrence.Next(At.Utc(Now)));
        Assert.Equal(At.Utc(second), typedRecurrence.Recurrence.Next(At.Utc(first)));
    }

    [Theory]
    [InlineData("sometimes", "\"sometimes\" names no days")]
    [InlineData("weekdays", "At what time? Type one such as weekdays 9:00.")]
    [InlineData("weekdays 9", "9:00 or 21:00")]
    [InlineData("weekdays early", "\"early\" is no time")]
    [InlineData("at 9:00", "On which days?")]
    [InlineData("every", "Every what?")]
    [InlineData("first monday 9:00", "of the month 9:00")]
    [InlineData("first 9:00", "Which day?")]
    [InlineData("weekdays 9:00 Europe/Berln", "Europe/Berlin?")]
    [InlineData("RRULE:FREQ=SOON", "SOON")]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "never comes")]
    public void It_is_refused_with_words(string typed, string words)
    {
        Assert.False(TypedRecurrence.TryParse(typed.Split(' '), At.Utc(Now), At.Berlin, out _, out var refusal));
        Assert.Contains(words, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-24T20:10Z")]
    [InlineData("Europe/Berlin", "2026-03-28T20:10Z")]
    [InlineData("Asia/Kolkata", "2026-03-28T20:10Z")]
    public void Hourly_is_each_hour_also_when_the_clocks_are_changed(string zone, string now)
    {
        var tz = TimeZoneInfo.FindSystemTimeZoneById(zone);
        Assert.True(TypedRecurrence.TryParse(["hourly"], At.Utc(now), tz, out var typed, out _));
        var all = typed.Recurrence.Between(At.Utc(now), At.Utc(now).AddDays(1)).ToList();
        Assert.Equal(24, all.Count);
        Assert.All(all, at => Assert.Equal(0, tz.LocalAt(at).Minute));
        Assert.All(all.Zip(all.Skip(1)), p => Assert.Equal(TimeSpan.FromHours(1), p.Second - p.First));
    }
}

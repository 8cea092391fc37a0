using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Tests.Schedules;

public sealed class TypedTimeTests
{
    // A Saturday; in Berlin 13:30.
    private const string Now = "2026-11-21T12:30Z";

    [Theory]
    [InlineData("14:00", "2026-11-21T13:00Z", 1)]
    [InlineData("at 14:00 because of it", "2026-11-21T13:00Z", 2)]
    [InlineData("2pm", "2026-11-21T13:00Z", 1)]
    [InlineData("2:30 PM UTC", "2026-11-21T14:30Z", 3)]
    [InlineData("today 23:59", "2026-11-21T22:59Z", 2)]
    [InlineData("tomorrow 9:30 Europe/Berlin", "2026-11-22T08:30Z", 3)]
    [InlineData("9:30 tomorrow", "2026-11-22T08:30Z", 2)]
    [InlineData("Tomorrow 0:30 america/new_york because", "2026-11-22T05:30Z", 3)]
    [InlineData("monday 10:00", "2026-11-23T09:00Z", 2)]
    [InlineData("saturday 14:00", "2026-11-21T13:00Z", 2)]
    [InlineData("sat 13:00", "2026-11-28T12:00Z", 2)]
    [InlineData("2026-12-24 08:00 UTC", "2026-12-24T08:00Z", 3)]
    [InlineData("2026-12-24 08:00-05:00", "2026-12-24T13:00Z", 2)]
    [InlineData("2026-12-24 08:00Z emergency", "2026-12-24T08:00Z", 2)]
    [InlineData("in 30 minutes", "2026-11-21T13:00Z", 3)]
    [InlineData("in 2h", "2026-11-21T14:30Z", 2)]
    [InlineData("in 1h30m because", "2026-11-21T14:00Z", 2)]
    [InlineData("in 1 hour 15 min", "2026-11-21T13:45Z", 5)]
    [InlineData("in 2 days", "2026-11-23T12:30Z", 3)]
    public void It_is_read(string typed, string at, int words)
    {
        Assert.True(TypedTime.TryParse(typed.Split(' '), At.Utc(Now), At.Berlin, out var time, out var refusal), refusal);
        Assert.Equal((At.Utc(at), words), (time.At, time.Words));
        Assert.Null(time.Note);
    }

    [Theory]
    [InlineData("13:30", "13:30 is over for today; type tomorrow 13:30.")]
    [InlineData("9:00 reason", "9:00 is over for today; type tomorrow 09:00.")]
    [InlineData("2026-11-20 14:00", "2026-11-20 14:00 is in the past: now it is 2026-11-21 13:30 Europe/Berlin.")]
    [InlineData("2026-12-24 24:00", "next day's 0:00")]
    [InlineData("2027-11-22 14:00", "more than a year ahead")]
    [InlineData("in 400 days", "more than a year ahead")]
    [InlineData("in 0 minutes", "That is now")]
    [InlineData("in a while", "\"a\" is no length of time")]
    [InlineData("in", "In how long?")]
    [InlineData("2027-03-28 02:30", "02:30 does not exist on 2027-03-28 in Europe/Berlin: the clocks go from 02:00 to 03:00. Type 2027-03-28 01:59 or 2027-03-28 03:00.")]
    [InlineData("2027-03-14 02:00 America/New_York", "the clocks go from 02:00 to 03:00. Type 2027-03-14 01:59 America/New_York or 2027-03-14 03:00 America/New_York.")]
    [InlineData("14:00 Europe/Berln", "did you mean Europe/Berlin?")]
    [InlineData("14:00 Berlin", "did you mean Europe/Berlin?")]
    [InlineData("14:00 EST", "more than one time zone")]
    [InlineData("14:00+01:00 Europe/Berlin", "offset already")]
    [InlineData("14:00+15:00", "no offset from UTC")]
    [InlineData("12pm", "12:00 for midday or 0:00 for midnight")]
    [InlineData("9", "9:00 or 21:00")]
    [InlineData("25:00", "is no time")]
    [InlineData("14:60", "is no time")]
    [InlineData("13pm", "is no time")]
    [InlineData("14.30", "is no time")]
    [InlineData("soon", "\"soon\" is no time; type one such as")]
    [InlineData("tomorrow", "At what time?")]
    [InlineData("tomorrow morning", "\"morning\" is no time; type one such as tomorrow 14:00")]
    [InlineData("next monday 10:00", "read in two ways")]
    [InlineData("2026-02-30 10:00", "There is no day 2026-02-30")]
    [InlineData("24.12.2026 10:00", "dates are year-month-day")]
    public void It_is_refused_with_words(string typed, string words)
    {
        Assert.False(TypedTime.TryParse(typed.Split(' '), At.Utc(Now), At.Berlin, out _, out var refusal));
        Assert.Contains(words, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-10-25 02:30", "2026-10-20T12:00Z", "2026-10-25T00:30Z", "this is the first, 2026-10-25 02:30+02:00; for the second type 2026-10-25 02:30+01:00.")]
    [InlineData("02:30", "2026-10-25T00:45Z", "2026-10-25T01:30Z", "this is the second, 2026-10-25 02:30+01:00, as the first is over.")]
    [InlineData("sunday 02:30", "2026-10-25T00:45Z", "2026-10-25T01:30Z", "this is the second")]
    [InlineData("2026-10-25 02:30+01:00", "2026-10-20T12:00Z", "2026-10-25T01:30Z", null)]
    [InlineData("2026-10-25 02:30+02:00", "2026-10-20T12:00Z", "2026-10-25T00:30Z", null)]
    public void A_time_that_comes_twice_is_the_first_that_is_still_to_come(string typed, string now, string at, string? note)
    {
        Assert.True(TypedTime.TryParse(typed.Split(' '), At.Utc(now), At.Berlin, out var time, out var refusal), refusal);
        Assert.Equal(At.Utc(at), time.At);
        if (note is null) Assert.Null(time.Note);
        else Assert.Contains(note, time.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_typed_is_told() => Assert.False(TypedTime.TryParse([], At.Utc(Now), At.Berlin, out _, out var refusal) || !refusal!.StartsWith("When?", StringComparison.Ordinal));

    /// <summary>Whatever is typed: a moment to come within a year, or words.</summary>
    [Fact]
    public void Whatever_is_typed_there_is_an_answer()
    {
        const int seed = 20261121;
        var random = new Random(seed);
        string[] pieces = ["at", "in", "14:00", "2pm", "30", "minutes", "2h", "tomorrow", "today", "monday", "2026-12-24", "2027-03-28", "02:30", "UTC", "Europe/Berlin", "+01:00", "02:30+01:00", "every", "first", "of", "the", "month",
            "weekdays", "mon,wed", "hourly", "RRULE:FREQ=DAILY", "RRULE:", "DTSTART:", "", "-", ":", "😀", "99999999999", "next", "last", "day", "am", "9:00", "DTSTART:20260101T000000Z", new string('9', 500), "00:00-", "a/b", "../x"];
        for (var i = 0; i < 5_000; i++)
        {
            string[] typed = [.. Enumerable.Range(0, random.Next(6)).Select(_ => pieces[random.Next(pieces.Length)])];
            var said = $"seed {seed}: {string.Join(' ', typed)}";
            var now = At.Utc(Now).AddMinutes(random.Next(500_000));
            if (TypedTime.TryParse(typed, now, At.Berlin, out var time, out var words)) Assert.True(time.At > now && time.At <= now.AddYears(1) && time.Words <= typed.Length && time.Words > 0, said);
            else Assert.True(words.Length is > 10 and < 400, said);
            if (TypedRecurrence.TryParse(typed, now, At.Berlin, out var again, out words)) Assert.True(again.Words <= typed.Length && again.Recurrence.Next(now) > now, said);
            else Assert.True(words.Length is > 10 and < 400, said);
        }
    }
}

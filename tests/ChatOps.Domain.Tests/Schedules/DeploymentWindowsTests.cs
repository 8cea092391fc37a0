using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Tests.Schedules;

public sealed class DeploymentWindowsTests
{
    private const string Holidays = "2026-12-20 18:00 - 2027-01-04 08:00 Europe/Berlin";

    [Theory]
    [InlineData("", "", "2026-11-21T12:00Z", "2026-11-21T12:00Z", null)]
    [InlineData("weekdays 9-17", "", "2026-11-21T12:00Z", "2026-11-23T08:00Z", "2026-11-23T16:00Z")]
    [InlineData("weekdays 9-17", "", "2026-11-23T08:00Z", "2026-11-23T08:00Z", "2026-11-23T16:00Z")]
    [InlineData("weekdays 9-17|Sat 10-12", "", "2026-11-20T20:00Z", "2026-11-21T09:00Z", "2026-11-21T11:00Z")]
    [InlineData("daily 9-12|daily 11-15|daily 15-16", "", "2026-11-20T20:00Z", "2026-11-21T08:00Z", "2026-11-21T15:00Z")]
    [InlineData("weekdays 9-17", Holidays, "2026-12-20T17:00Z", "2027-01-04T08:00Z", "2027-01-04T16:00Z")]
    [InlineData("", Holidays, "2026-12-20T16:59:59Z", "2026-12-20T16:59:59Z", "2026-12-20T17:00Z")]
    [InlineData("", Holidays, "2026-12-20T17:00Z", "2027-01-04T07:00Z", null)]
    [InlineData("weekdays 9-17", "Fri 12-24", "2026-11-20T11:30Z", "2026-11-23T08:00Z", "2026-11-23T16:00Z")]
    [InlineData("weekdays 9-17", "Fri 12-24", "2026-11-20T10:30Z", "2026-11-20T10:30Z", "2026-11-20T11:00Z")]
    [InlineData("weekdays 9-17", "2026-11-23 - 2026-11-24|2026-11-25 - 2026-11-25", "2026-11-21T12:00Z", "2026-11-26T08:00Z", "2026-11-26T16:00Z")]
    [InlineData("weekdays 9-17", "daily 8-18", "2026-11-21T12:00Z", null, null)]
    [InlineData("weekdays 9-17", "daily 0-24", "2026-11-21T12:00Z", null, null)]
    [InlineData("DTSTART:20300105T090000Z RRULE:FREQ=DAILY DURATION:PT8H", "", "2026-11-21T12:00Z", null, null)]
    public void The_earliest_moment_is(string windows, string freezes, string at, string? earliest, string? closes)
    {
        var all = Make(windows, freezes);
        Assert.Equal(At.Maybe(earliest), all.EarliestOpen(At.Utc(at)));
        Assert.Equal(earliest is not null && At.Utc(earliest) == At.Utc(at), all.IsOpen(At.Utc(at)));
        Assert.Equal(At.Maybe(closes), all.ClosesNext(At.Utc(at)));
    }

    [Fact]
    public void A_freeze_without_an_end_says_never()
    {
        var freeze = new FreezePeriod(At.Utc("2026-11-21T12:00Z"), until: null, "a broken database");
        var all = new DeploymentWindows([], [freeze]);
        Assert.Null(all.EarliestOpen(At.Utc("2026-11-21T12:00Z")));
        Assert.Equal("a broken database", all.FrozenBy(At.Utc("2026-11-22T12:00Z"))!.Reason);
        Assert.True(all.IsOpen(At.Utc("2026-11-21T11:59Z")));
        Assert.Equal(At.Utc("2026-11-21T12:00Z"), all.ClosesNext(At.Utc("2026-11-21T11:59Z")));
    }

    [Theory]
    [InlineData("2026-12-20", "The end is missing")]
    [InlineData("2026-12-20 - ", "is no time")]
    [InlineData("2026-12-20 - 2026-12-19", "ends before it begins")]
    [InlineData("2026-12-20 9 - 2026-12-21", "\"2026-12-20 9\"")]
    [InlineData("2026-12-20 - 2026-12-21 Europe/Berln", "Europe/Berlin?")]
    [InlineData("christmas", "names no days")]
    public void A_freeze_that_is_not_understood_is_told(string text, string words)
    {
        Assert.False(FreezePeriod.TryParse(text, At.Berlin, "", out _, out var told));
        Assert.Contains(words, told, StringComparison.Ordinal);
    }

    /// <summary>Whatever the windows and freezes: what it says about each half hour fits with what it says about the moments at which it changes.</summary>
    [Fact]
    public void What_it_says_fits_together()
    {
        const int seed = 20261121;
        var random = new Random(seed);
        string[] windows = ["weekdays 9-17", "daily 22:00-02:00 UTC", "Sat 10-12", "Mon,Wed 23:30-1 America/New_York", "RRULE:FREQ=DAILY;BYHOUR=1,3 DURATION:PT2H30M", "Sun 01:30-02:30"];
        string[] freezes = ["Fri 12-24", "2026-03-27 - 2026-03-28", "2026-10-24 12:00 - 2026-10-25 03:30", "daily 00:30-01:00 UTC"];
        for (var i = 0; i < 30; i++)
        {
            var all = Make(string.Join('|', windows.Where(_ => random.Next(3) == 0)), string.Join('|', freezes.Where(_ => random.Next(3) == 0)));
            var said = $"seed {seed}, {i}: {string.Join(" | ", all.Windows)} but {all.Freezes.Count} freezes";
            var at = At.Utc(i % 2 == 0 ? "2026-03-26T00:00Z" : "2026-10-22T00:00Z");
            for (var end = at.AddDays(5); at < end; at = at.AddMinutes(30))
            {
                var open = all.IsOpen(at);
                Assert.True(open == (all.EarliestOpen(at) == at), $"{said}: earliest at {at:u}");
                if (all.OpensNext(at) is { } opens && all.Windows.Count > 0)
                {
                    Assert.True(opens > at && all.IsOpen(opens) && !all.IsOpen(opens.AddTicks(-1)), $"{said}: opens at {opens:u}");
                    if (!open) Assert.DoesNotContain(HalfHours(at, opens), all.IsOpen);
                }

                if (all.ClosesNext(at) is not { } closes) continue;
                Assert.True(closes > at && !all.IsOpen(closes) && all.IsOpen(closes.AddTicks(-1)), $"{said}: after {at:u} closes at {closes:u}");
                if (open) Assert.DoesNotContain(HalfHours(at, closes), m => !all.IsOpen(m));
            }
        }
    }

    private static IEnumerable<DateTimeOffset> HalfHours(DateTimeOffset from, DateTimeOffset to)
    {
        for (var (at, end) = (from, to < from.AddHours(3) ? to : from.AddHours(3)); at < end; at = at.AddMinutes(30)) yield return at;
    }

    private static DeploymentWindows Make(string windows, string freezes) => new(
        [.. windows.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(w => Window.Parse(w, At.Berlin))],
        [.. freezes.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(f => FreezePeriod.Parse(f, At.Berlin, "frozen"))]);
}

using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Tests.Schedules;

/// <summary>
/// Every occurrence of many rules over ten years, against a second implementation: none missed, none doubled. The first decade has what zones did lately (Apia left
/// out a day, Moscow and Caracas moved, Casablanca stops summer time for a month); the second one is to come.
/// </summary>
public sealed class TenYearTests
{
    [Theory]
    [InlineData("Europe/Berlin", 2009)]
    [InlineData("America/New_York", 2009)]
    [InlineData("Australia/Lord_Howe", 2009)]
    [InlineData("America/Sao_Paulo", 2009)]
    [InlineData("Asia/Kolkata", 2009)]
    [InlineData("UTC", 2009)]
    [InlineData("Pacific/Apia", 2009)]
    [InlineData("Europe/Moscow", 2009)]
    [InlineData("America/Caracas", 2009)]
    [InlineData("Africa/Casablanca", 2009)]
    [InlineData("Europe/Berlin", 2026)]
    [InlineData("America/New_York", 2026)]
    [InlineData("Australia/Lord_Howe", 2026)]
    [InlineData("Pacific/Chatham", 2026)]
    public void Nothing_is_missed_and_nothing_is_doubled(string zone, int year)
    {
        var start = new DateTime(year, 1, 1) + TenYearRules.StartTime;
        var end = new DateTime(year + 10, 1, 1);
        var tz = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var expected = ByMinutes.All(zone, start, end, TenYearRules.All);
        var random = new Random(20261121);

        Assert.True(TenYearRules.All.Count >= 25);
        foreach (var rule in TenYearRules.All)
        {
            var recurrence = new Recurrence(RecurrenceRule.Parse(rule.Rule), start, tz);
            var until = new DateTimeOffset(DateTime.SpecifyKind(end.AddDays(-1), DateTimeKind.Utc));
            DateTime[] wanted = [.. expected[rule].Where(w => w <= until.UtcDateTime)];
            Assert.NotEmpty(wanted);
            DateTime[] found = [.. recurrence.Between(DateTimeOffset.MinValue, until).Select(at => at.UtcDateTime)];

            Assert.True(found.SequenceEqual(wanted), $"{rule.Rule} in {zone}: {Difference(found, wanted)}");
            for (var i = 0; i < 20; i++)
            {
                var at = start.AddMinutes(random.Next((int)(end.AddDays(-400) - start).TotalMinutes));
                var next = Array.BinarySearch(wanted, at) is var place && place >= 0 ? place + 1 : ~place;
                if (next >= wanted.Length) continue;
                Assert.True(wanted[next] == recurrence.Next(new(at, TimeSpan.Zero))?.UtcDateTime, $"{rule.Rule} in {zone} after {at:u}");
            }
        }
    }

    // A test of the test: the years have the changes of the clocks that it is there for.
    [Theory]
    [InlineData("Europe/Berlin", 2009, 20)]
    [InlineData("Australia/Lord_Howe", 2026, 20)]
    [InlineData("Asia/Kolkata", 2009, 0)]
    public void The_years_have_changes_of_the_clocks(string zone, int year, int changes)
    {
        var tz = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var from = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(changes, Enumerable.Range(0, 3652).Count(d => tz.GetUtcOffset(from.AddDays(d)) != tz.GetUtcOffset(from.AddDays(d + 1))));
    }

    private static string Difference(DateTime[] found, DateTime[] wanted)
    {
        var missed = wanted.Except(found).Take(3).Select(d => $"{d:u}");
        var extra = found.Except(wanted).Take(3).Select(d => $"{d:u}");
        var doubled = found.Zip(found.Skip(1)).Where(p => p.First >= p.Second).Take(3).Select(p => $"{p.First:u}");
        return $"{found.Length} found, {wanted.Length} wanted; missed {string.Join(", ", missed)}; too many {string.Join(", ", extra)}; doubled {string.Join(", ", doubled)}";
    }
}

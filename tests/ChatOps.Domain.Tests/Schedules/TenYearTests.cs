using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Tests.Schedules;

/// <summary>
/// The occurrences of many rules over ten years, against a second implementation: none missed, none doubled. The first decade has what zones did lately (Apia left
/// out a day, Moscow and Caracas moved, Casablanca stops summer time for a month); the second one is to come.
/// </summary>
/// <remarks>
/// A rule that comes up to a few times a day is compared moment by moment, through all ten years in every zone. The dense ones, of tens of thousands of moments, are so compared
/// around every change of the clocks in every zone and in months drawn by a fixed seed, and through all ten years in two zones each.
/// </remarks>
public sealed class TenYearTests
{
    private const int Dense = 12_000, Seed = 20261121;

    private static readonly TimeSpan Around = TimeSpan.FromDays(3), Month = TimeSpan.FromDays(30);

    private static readonly (string Zone, int Year)[] Decades =
    [
        ("Europe/Berlin", 2009), ("America/New_York", 2009), ("Australia/Lord_Howe", 2009), ("America/Sao_Paulo", 2009), ("Asia/Kolkata", 2009), ("UTC", 2009), ("Pacific/Apia", 2009),
        ("Europe/Moscow", 2009), ("America/Caracas", 2009), ("Africa/Casablanca", 2009), ("Europe/Berlin", 2026), ("America/New_York", 2026), ("Australia/Lord_Howe", 2026), ("Pacific/Chatham", 2026),
    ];

    public static IEnumerable<object[]> Zones => Decades.Select(d => new object[] { d.Zone, d.Year });

    [Theory]
    [MemberData(nameof(Zones))]
    public void Nothing_is_missed_and_nothing_is_doubled(string zone, int year)
    {
        Assert.True(TenYearRules.All.Count >= 25);
        var place = Array.IndexOf(Decades, (zone, year));
        Parallel.ForEach(TenYearRules.All.Select((rule, number) => (rule, number)), r => Compare(zone, year, r.rule, r.number, isWhole: r.number % (Decades.Length / 2) == place % (Decades.Length / 2)));
    }

    private static void Compare(string zone, int year, HandWritten rule, int number, bool isWhole)
    {
        var start = new DateTime(year, 1, 1) + TenYearRules.StartTime;
        var end = DateTime.SpecifyKind(new DateTime(year + 10, 1, 1), DateTimeKind.Utc);
        var random = new Random(Seed + number);
        var recurrence = new Recurrence(RecurrenceRule.Parse(rule.Rule), start, TimeZoneInfo.FindSystemTimeZoneById(zone));
        var last = end.AddDays(-1);
        DateTime[] wanted = [.. ByHand.All(zone, start, end, rule).Where(w => w <= last)];
        Assert.NotEmpty(wanted);
        if (wanted.Length < Dense || isWhole)
        {
            Same(DateTime.MinValue, last);
        }
        else
        {
            foreach (var change in ByHand.Changes(zone, start, last)) Same(change - Around, change + Around);
            Same(DateTime.MinValue, start.AddDays(2));
            for (var i = 0; i < 4; i++)
            {
                var from = start.AddMinutes(random.Next((int)(last.AddDays(-40) - start).TotalMinutes));
                Same(from, from + Month);
            }
        }

        for (var i = 0; i < 20; i++)
        {
            var at = start.AddMinutes(random.Next((int)(end.AddDays(-400) - start).TotalMinutes));
            var next = Array.BinarySearch(wanted, at) is var place && place >= 0 ? place + 1 : ~place;
            if (next >= wanted.Length) continue;
            Assert.True(wanted[next] == recurrence.Next(new(at, TimeSpan.Zero))?.UtcDateTime, $"{rule.Rule} in {zone} after {at:u}");
        }

        void Same(DateTime after, DateTime until)
        {
            DateTime[] found = [.. recurrence.Between(new(after, TimeSpan.Zero), new(until, TimeSpan.Zero)).Select(at => at.UtcDateTime)];
            var right = wanted.SkipWhile(w => w <= after).TakeWhile(w => w <= until).ToArray();
            Assert.True(found.AsSpan().SequenceEqual(right), $"{rule.Rule} in {zone}, {after:u} to {until:u}: {Difference(found, right)}");
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

using System.Collections.Concurrent;
using NodaTime;

namespace ChatOps.Domain.Tests.Schedules;

/// <summary>
/// The second implementation of recurrences, other on purpose: it knows no rules, only conditions written by hand (<see cref="HandWritten"/>), asks them about every
/// minute of ten years at which a rule can be, and has its time zones from NodaTime's own data. What it shares with the first one is the choice at a change of the clocks: a
/// local time that comes twice counts the first time; one that is left out is as far behind the change as it would have been behind the gap's beginning.
/// </summary>
internal static class ByHand
{
    private static readonly ConcurrentDictionary<(HandWritten Rule, DateTime Start, DateTime End), DateTime[]> Locals = new();

    /// <returns>The moments as UTC, each once.</returns>
    public static DateTime[] All(string zone, DateTime start, DateTime end, HandWritten rule)
    {
        var locals = Locals.GetOrAdd((rule, start, end), key => [.. LocalsOf(key.Rule, key.Start, key.End)]);
        var stretches = StretchesOf(zone, start, end);
        var found = new List<DateTime>(locals.Length);
        var at = 0;
        foreach (var local in locals)
        {
            // On the wall a stretch is over when its end is reached there; the next may have begun on the wall before that (then the time comes twice, and this is the first).
            while (stretches[at].WallEnd <= local) at++;
            found.Add(local >= stretches[at].WallStart
                ? local - stretches[at].Offset
                : stretches[at].Start + (local - stretches[at - 1].WallEnd));
        }

        return [.. found.Distinct().Order().Take(rule.Most ?? int.MaxValue)];
    }

    /// <returns>When the zone changes its clocks, as UTC.</returns>
    public static DateTime[] Changes(string zone, DateTime start, DateTime end) => [.. StretchesOf(zone, start, end).Skip(1).Select(s => s.Start).Where(s => s >= start && s < end)];

    private static Stretch[] StretchesOf(string zone, DateTime start, DateTime end)
    {
        var from = Instant.FromDateTimeUtc(DateTime.SpecifyKind(start.AddDays(-3), DateTimeKind.Utc));
        var until = Instant.FromDateTimeUtc(DateTime.SpecifyKind(end.AddDays(3), DateTimeKind.Utc));
        return [.. DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(new Interval(from, until)).Select(i => Stretch.Of(i, from, until))];
    }

    private static IEnumerable<DateTime> LocalsOf(HandWritten rule, DateTime start, DateTime end)
    {
        for (var day = start.Date; day < end; day = day.AddDays(1))
        {
            foreach (var minute in rule.Minutes)
            {
                var local = day.AddMinutes(minute);
                if (local >= start && local < end && rule.Has(local, start)) yield return local;
            }
        }
    }

    /// <summary>A time in which a zone keeps its offset.</summary>
    private sealed record Stretch(DateTime Start, TimeSpan Offset, DateTime WallStart, DateTime WallEnd)
    {
        public static Stretch Of(NodaTime.TimeZones.ZoneInterval interval, Instant from, Instant until)
        {
            var start = Instant.Max(from, interval.HasStart ? interval.Start : Instant.MinValue).ToDateTimeUtc();
            var end = Instant.Min(until, interval.HasEnd ? interval.End : Instant.MaxValue).ToDateTimeUtc();
            var offset = interval.WallOffset.ToTimeSpan();
            return new(start, offset, start + offset, end + offset);
        }
    }
}

/// <summary>A rule, and by hand what it means.</summary>
/// <param name="Minutes">The minutes of the day at which it can be, in order.</param>
/// <param name="Has">Whether it is at a local time, given the start.</param>
/// <param name="Most">How often at most.</param>
internal sealed record HandWritten(string Rule, int[] Minutes, Func<DateTime, DateTime, bool> Has, int? Most = null);

using NodaTime;

namespace ChatOps.Domain.Tests.Schedules;

/// <summary>
/// The second implementation of recurrences, other on purpose: it knows no rules, only conditions written by hand (<see cref="HandWritten"/>), walks through every
/// minute of the years, and has its time zones from NodaTime's own data. What it shares with the first one is the choice at a change of the clocks: a local time that comes
/// twice counts the first time; one that is left out is as far behind the change as it would have been behind the gap's beginning.
/// </summary>
internal static class ByMinutes
{
    public static Dictionary<HandWritten, DateTime[]> All(string zone, DateTime start, DateTime end, IReadOnlyList<HandWritten> rules)
    {
        var found = rules.Select(_ => new List<DateTime>()).ToArray();
        var byMinute = Enumerable.Range(0, 1440).Select(m => Enumerable.Range(0, rules.Count).Where(r => rules[r].Minutes.Contains(m)).ToArray()).ToArray();
        var reached = start.AddMinutes(-1);
        var tz = DateTimeZoneProviders.Tzdb[zone];
        var firstInstant = Instant.FromDateTimeUtc(DateTime.SpecifyKind(start.AddDays(-2), DateTimeKind.Utc));
        var lastInstant = Instant.FromDateTimeUtc(DateTime.SpecifyKind(end.AddDays(2), DateTimeKind.Utc));
        foreach (var interval in tz.GetZoneIntervals(new Interval(firstInstant, lastInstant)))
        {
            var from = Instant.Max(firstInstant, interval.HasStart ? interval.Start : Instant.MinValue);
            var until = Instant.Min(lastInstant, interval.HasEnd ? interval.End : Instant.MaxValue);
            var utc = from.ToDateTimeUtc();
            var local = from.WithOffset(interval.WallOffset).LocalDateTime.ToDateTimeUnspecified();

            // The minutes that the clocks jumped over: as far behind the change as they are behind the gap's beginning.
            for (var (left, at) = (reached.AddMinutes(1), utc); reached > start && left < local; left = left.AddMinutes(1), at = at.AddMinutes(1)) Note(left, at);

            for (var stop = until.ToDateTimeUtc(); utc < stop; utc = utc.AddMinutes(1), local = local.AddMinutes(1))
            {
                if (local <= reached) continue;
                reached = local;
                Note(local, utc);
            }
        }

        return rules.Select((r, i) => (r, i)).ToDictionary(r => r.r, r => found[r.i].Distinct().Order().Take(r.r.Most ?? int.MaxValue).ToArray());

        void Note(DateTime local, DateTime utc)
        {
            var wanted = byMinute[(int)(local.TimeOfDay.Ticks / TimeSpan.TicksPerMinute)];
            if (wanted.Length == 0 || local < start || local >= end) return;
            foreach (var rule in wanted)
            {
                if (rules[rule].Has(local, start)) found[rule].Add(utc);
            }
        }
    }
}

/// <summary>A rule, and by hand what it means.</summary>
/// <param name="Minutes">The minutes of the day at which it can be.</param>
/// <param name="Has">Whether it is at a local time, given the start.</param>
/// <param name="Most">How often at most.</param>
internal sealed record HandWritten(string Rule, int[] Minutes, Func<DateTime, DateTime, bool> Has, int? Most = null);

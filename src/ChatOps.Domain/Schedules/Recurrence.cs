using System.Diagnostics.CodeAnalysis;

namespace ChatOps.Domain.Schedules;

/// <summary>
/// A recurrence after RFC 5545: a rule, a local start and a time zone. All rules, the hourly and minutely ones too, count local times
/// (what the clocks on the wall show there).
/// </summary>
/// <remarks>
/// Choices, where the standard leaves one or where people are served better:
/// <list type="bullet">
/// <item>Gap (the clocks go forward; 02:30 does not exist): the occurrence is not lost. It is at the moment that RFC 5545, 3.3.5 names:
/// read with the offset before the gap, so 02:30 becomes 03:30. (3.3.10 would leave it out; a nightly job would then miss a night.)
/// If another occurrence is at that very moment, the two are one.</item>
/// <item>Overlap (the clocks go back; 02:30 comes twice): the first one, exactly once. So FREQ=HOURLY in a zone with daylight saving
/// has one pause of two hours in autumn; in UTC it has none.</item>
/// <item>The start counts only if the rule has it. No occurrence is before it.</item>
/// <item>COUNT counts local times of the rule, also two that a gap makes one. UNTIL is inclusive; without Z it is local, and a date alone means that whole day.</item>
/// <item>BYWEEKNO without a day means the start's day of the week.</item>
/// <item>A rule that finds nothing in 400 years (the calendar repeats then) has nothing left.</item>
/// </list>
/// </remarks>
public sealed class Recurrence
{
    private const int Horizon = 400;
    private readonly RecurrenceDays _days;
    private readonly RecurrenceTimes _times;
    private readonly Lazy<DateTime> _last;

    /// <param name="start">DTSTART, local in the zone.</param>
    public Recurrence(RecurrenceRule rule, DateTime start, TimeZoneInfo zone)
    {
        Rule = rule;
        Start = DateTime.SpecifyKind(start.AddTicks(-(start.Ticks % TimeSpan.TicksPerSecond)), DateTimeKind.Unspecified);
        Zone = zone;
        _days = new(rule, DateOnly.FromDateTime(Start));
        _times = new(rule, Start);
        _last = new(Last);
    }

    public RecurrenceRule Rule { get; }

    public DateTime Start { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>For people, such as <c>weekdays at 09:00 Europe/Berlin</c>.</summary>
    public string Words => RecurrenceWords.Of(this);

    /// <param name="text"><c>DTSTART;TZID=Europe/Berlin:20260105T090000 RRULE:FREQ=DAILY</c>: what <see cref="ToString"/> writes.</param>
    /// <param name="zone">The zone where the text names none.</param>
    /// <param name="start">The local start where the text has no DTSTART.</param>
    /// <exception cref="FormatException">With words that name the place in the text.</exception>
    public static Recurrence Parse(string text, TimeZoneInfo zone, DateTime? start = null)
    {
        var read = CalendarText.Read(text, zone);
        if (read.Length is not null) throw new FormatException("DURATION: belongs to a window; here something happens at a moment. Leave it out.");
        return new(read.Rule, read.Start ?? start ?? throw new FormatException("The start is missing; write DTSTART;TZID=Europe/Berlin:20260105T090000."), read.Zone);
    }

    /// <inheritdoc cref="Parse"/>
    /// <param name="words">What is wrong, and where.</param>
    public static bool TryParse(string text, TimeZoneInfo zone, DateTime? start, [NotNullWhen(true)] out Recurrence? recurrence, [NotNullWhen(false)] out string? words)
    {
        (recurrence, words) = (null, null);
        try
        {
            recurrence = Parse(text, zone, start);
            return true;
        }
        catch (FormatException fault)
        {
            words = fault.Message;
            return false;
        }
    }

    /// <returns>The first moment strictly after the given one, as UTC; null when there is none any more.</returns>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        foreach (var occurrence in After(after)) return occurrence.At;
        return null;
    }

    /// <returns>All moments strictly after the first and up to the second one, in order, each once.</returns>
    public IEnumerable<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset until) =>
        After(after).Select(o => o.At).TakeWhile(at => at <= until);

    /// <summary>The written form, which <see cref="Parse"/> reads again.</summary>
    public override string ToString() => $"DTSTART;TZID={Zone.Id}:{Start:yyyyMMdd'T'HHmmss} RRULE:{Rule.Text}";

    /// <summary>The occurrences strictly after a moment, in the order of their moments, each moment once.</summary>
    internal IEnumerable<LocalTime> After(DateTimeOffset after)
    {
        if (after.Year > 9900) yield break;
        var from = after.Year < 2 ? DateTime.MinValue : after.UtcDateTime - Zones.MostOffset;
        foreach (var occurrence in InOrder(Locals(from, _last.Value)))
        {
            if (Rule.UntilUtc is { } until && occurrence.At > until) yield break;
            if (occurrence.At > after) yield return occurrence;
        }
    }

    // A time in a gap is shifted behind others that come after it on the wall, so it is held back until those are through.
    private IEnumerable<LocalTime> InOrder(IEnumerable<DateTime> locals)
    {
        var held = new Queue<LocalTime>();
        foreach (var local in locals)
        {
            var next = Zone.Resolve(local);
            while (held.TryPeek(out var first) && first.At <= next.At)
            {
                held.Dequeue();
                if (first.At < next.At) yield return first;
            }

            if (next.Kind == LocalTimeKind.InGap) held.Enqueue(next);
            else yield return next;
        }

        foreach (var rest in held) yield return rest;
    }

    // The rule's local times from the given one on, in order.
    private IEnumerable<DateTime> Locals(DateTime from, DateTime last)
    {
        if (from > last || !_times.Any) yield break;
        if (from < Start) from = Start;
        var horizon = from.Year + Horizon;
        var days = new List<DateOnly>();
        foreach (var (first, length) in _days.Periods(DateOnly.FromDateTime(from)))
        {
            if (first.Year > horizon || first.ToDateTime(TimeOnly.MinValue) > last) yield break;
            days.Clear();
            for (var i = 0; i < length; i++)
            {
                var day = first.AddDays(i);
                if (_days.Has(day)) days.Add(day);
            }

            if (days.Count == 0) continue;
            foreach (var local in _times.On(days))
            {
                if (local < from) continue;
                if (local > last) yield break;
                horizon = local.Year + Horizon;
                yield return local;
            }
        }
    }

    // COUNT is told once what its last local time is: then Next needs no counting from the start.
    private DateTime Last()
    {
        if (Rule.UntilLocal is { } local) return local;
        if (Rule.UntilUtc is { } utc) return utc.UtcDateTime + Zones.MostOffset;
        if (Rule.Count is not { } count) return DateTime.MaxValue;
        return Locals(Start, DateTime.MaxValue).Take(count).LastOrDefault(DateTime.MinValue);
    }
}

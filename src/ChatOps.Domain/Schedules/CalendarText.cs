using System.Globalization;

namespace ChatOps.Domain.Schedules;

/// <summary>
/// The written form of a recurrence: <c>DTSTART;TZID=Europe/Berlin:20260105T090000 RRULE:FREQ=DAILY DURATION:PT8H</c>, the properties in any
/// order, parted by spaces or line ends. <c>RRULE:</c> may be left out in front of <c>FREQ=</c>.
/// </summary>
internal sealed record CalendarText(RecurrenceRule Rule, DateTime? Start, TimeZoneInfo Zone, WindowLength? Length)
{
    // Recurrences are for releases: years outside are slips, and keep the arithmetic away from the ends of the calendar.
    private const int FirstYear = 1970;
    private const int LastYear = 2200;

    public static bool IsOne(string text)
    {
        var start = text.TrimStart();
        return new[] { "RRULE:", "DTSTART", "DURATION:", "FREQ=" }.Any(p => start.StartsWith(p, StringComparison.OrdinalIgnoreCase));
    }

    /// <exception cref="FormatException">With words that name the place in the text.</exception>
    public static CalendarText Read(string text, TimeZoneInfo zone)
    {
        RecurrenceRule? rule = null;
        (DateTime Time, TimeZoneInfo Zone)? start = null;
        WindowLength? length = null;
        foreach (var property in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var twice = false;
            if (property.StartsWith("DTSTART", StringComparison.OrdinalIgnoreCase)) (twice, start) = (start is not null, StartOf(property, zone));
            else if (property.StartsWith("DURATION:", StringComparison.OrdinalIgnoreCase)) (twice, length) = (length is not null, WindowLength.Parse(property["DURATION:".Length..]));
            else if (property.StartsWith("RRULE:", StringComparison.OrdinalIgnoreCase) || property.StartsWith("FREQ=", StringComparison.OrdinalIgnoreCase))
                (twice, rule) = (rule is not null, RecurrenceRule.Parse(property));
            else throw new FormatException($"\"{Excerpt.Of(property)}\" is none of RRULE:, DTSTART and DURATION:.");
            if (twice) throw new FormatException($"\"{Excerpt.Of(property)}\": a second one of its kind; leave one out.");
        }

        if (rule is null) throw new FormatException($"There is no RRULE: in \"{Excerpt.Of(text)}\".");
        return new(rule, start?.Time, start?.Zone ?? zone, length);
    }

    /// <param name="text"><c>20260105T090000</c>, the same with Z, or <c>20260105</c>.</param>
    public static bool TryTime(string text, out DateTime time, out bool utc, out bool dateOnly)
    {
        utc = text.EndsWith('Z');
        var local = utc ? text[..^1] : text;
        dateOnly = local.Length == 8;
        return DateTime.TryParseExact(local, dateOnly ? "yyyyMMdd" : "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
            && !(utc && dateOnly) && time.Year is >= FirstYear and <= LastYear;
    }

    private static (DateTime, TimeZoneInfo) StartOf(string property, TimeZoneInfo zone)
    {
        var colon = property.LastIndexOf(':');
        if (colon < 0) throw new FormatException($"DTSTART has no time in \"{Excerpt.Of(property)}\"; write DTSTART;TZID=Europe/Berlin:20260105T090000.");
        var named = false;
        foreach (var parameter in property[..colon].Split(';').Skip(1))
        {
            if (parameter.Equals("VALUE=DATE", StringComparison.OrdinalIgnoreCase) || parameter.Equals("VALUE=DATE-TIME", StringComparison.OrdinalIgnoreCase)) continue;
            if (!parameter.StartsWith("TZID=", StringComparison.OrdinalIgnoreCase))
                throw new FormatException($"DTSTART: \"{Excerpt.Of(parameter)}\" is not known; only TZID and VALUE are.");
            named = true;
            if (!Zones.TryFind(parameter["TZID=".Length..], out var found, out var words)) throw new FormatException($"DTSTART: {words}");
            zone = found;
        }

        var text = property[(colon + 1)..];
        if (!TryTime(text.ToUpperInvariant(), out var time, out var utc, out _))
            throw new FormatException($"DTSTART: \"{Excerpt.Of(text)}\" is no time from {FirstYear} to {LastYear}; write one such as 20260105T090000.");
        if (utc && named) throw new FormatException($"DTSTART: the Z of \"{text}\" says UTC, and TZID says a zone; leave one out.");
        return (time, utc ? TimeZoneInfo.Utc : zone);
    }
}

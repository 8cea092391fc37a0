using System.Diagnostics.CodeAnalysis;

namespace ChatOps.Domain.Schedules;

/// <summary>
/// A recurrence that somebody typed: <c>weekdays 9:00</c>, <c>every monday 10:00</c>, <c>daily 18:30 Europe/Berlin</c>, <c>mon,wed,fri 9:00</c>, <c>first monday of the month 9:00</c>,
/// <c>last day of the month 16:00</c>, <c>hourly</c>, or a rule (<c>RRULE:FREQ=…</c>), with its <c>DTSTART</c> in front where it counts from one.
/// </summary>
/// <remarks><c>hourly</c> is each hour that goes by, also those that the clocks repeat or leave out: its rule counts in UTC, from the next full hour of the zone.</remarks>
/// <param name="Words">How many of the words it took; what follows is somebody else's.</param>
public sealed record TypedRecurrence(Recurrence Recurrence, int Words)
{
    private const string Examples = "type one such as weekdays 9:00, every monday 10:00, first monday of the month 9:00 or hourly";

    /// <summary>For people, such as <c>weekdays at 09:00 Europe/Berlin</c>.</summary>
    public string Text => Recurrence.Words;

    /// <param name="words">What was typed, parted at spaces.</param>
    /// <param name="now">The present moment: the recurrence starts with it.</param>
    /// <param name="zone">The person's time zone: holds where the words name none.</param>
    /// <param name="refusal">What is wrong, and what to type instead.</param>
    public static bool TryParse(
        IReadOnlyList<string> words, DateTimeOffset now, TimeZoneInfo zone, [NotNullWhen(true)] out TypedRecurrence? recurrence, [NotNullWhen(false)] out string? refusal)
    {
        (recurrence, refusal) = (null, null);
        try
        {
            recurrence = Read(words, now, zone);
            if (recurrence.Recurrence.Next(now) is not null) return true;
            (recurrence, refusal) = (null, "That never comes (again); look at its days and its end.");
        }
        catch (FormatException fault)
        {
            refusal = fault.Message;
        }

        return false;
    }

    private static TypedRecurrence Read(IReadOnlyList<string> words, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (words.Count == 0) throw new FormatException($"How often? T{Examples[1..]}.");
        if (CalendarText.IsOne(words[0])) return Raw(words, now, zone);
        var at = 0;
        var every = Is("every") || Is("each");
        if (every) at++;
        if (Is("hourly") || (every && Is("hour"))) return Hourly(at + 1, now, zone);
        if (Is("at")) throw new FormatException($"On which days? T{Examples[1..]}.");
        var days = TakeDays();
        if (Is("at")) at++;
        if (at >= words.Count) throw new FormatException($"At what time? Type one such as {Typed()} 9:00.");
        if (at + 1 < words.Count && words[at + 1].ToLowerInvariant() is "am" or "pm") throw new FormatException($"Write {Excerpt.Of(words[at])}{words[at + 1]} in one word.");
        if (!DayWords.TryTime(words[at], out var time, out var fault))
            throw new FormatException((fault ?? $"\"{Excerpt.Of(words[at])}\" is no time; type one such as {Typed()} 9:00") + ".");
        at++;
        if (at < words.Count && Zones.LooksLikeOne(words[at]))
        {
            if (!Zones.TryFind(words[at], out var found, out fault)) throw new FormatException(fault.EndsWith('?') ? fault : fault + ".");
            zone = found;
            at++;
        }

        var rule = RecurrenceRule.Parse($"{days};BYHOUR={time.Hour};BYMINUTE={time.Minute};BYSECOND=0");
        return new(new Recurrence(rule, zone.LocalAt(now), zone), at);

        bool Is(string word) => at < words.Count && words[at].Equals(word, StringComparison.OrdinalIgnoreCase);

        string Typed() => Excerpt.Of(string.Join(' ', words.Take(at)));

        string TakeDays()
        {
            var word = at < words.Count ? words[at].TrimEnd(',') : throw new FormatException($"Every what? T{Examples[1..]}.");
            at++;
            if (Ordinal(word) is { } ordinal) return OfTheMonth(ordinal, word);
            if (every && word.Equals("day", StringComparison.OrdinalIgnoreCase)) return "FREQ=DAILY";
            if (every && word.Equals("weekday", StringComparison.OrdinalIgnoreCase)) word = "weekdays";
            if (DayWords.Days(word) is not { } named) throw new FormatException($"\"{Excerpt.Of(word)}\" names no days; {Examples}.");
            return named.Count == 7 ? "FREQ=DAILY" : $"FREQ=WEEKLY;BYDAY={string.Join(',', named.Select(RecurrenceRuleText.CodeOf))}";
        }

        string OfTheMonth(int ordinal, string word)
        {
            var day = at < words.Count ? DayWords.Day(words[at]) : null;
            var lastDay = ordinal == -1 && Is("day");
            if (day is null && !lastDay) throw new FormatException($"Which day? Type one such as {word.ToLowerInvariant()} monday of the month 9:00.");
            at++;
            if (Is("of")) at++;
            if (Is("the") || Is("each") || Is("every")) at++;
            if (!Is("month")) throw new FormatException($"\"{word} {Excerpt.Of(words[at - 1])}\" of what? Type one such as {word.ToLowerInvariant()} {(lastDay ? "day" : "monday")} of the month 9:00.");
            at++;
            return lastDay ? "FREQ=MONTHLY;BYMONTHDAY=-1" : $"FREQ=MONTHLY;BYDAY={ordinal}{RecurrenceRuleText.CodeOf(day!.Value)}";
        }
    }

    private static TypedRecurrence Hourly(int taken, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = zone.LocalAt(now);
        var sinceFull = local - local.Date.AddHours(local.Hour);
        var full = (now - sinceFull).AddHours(1).UtcDateTime;
        return new(new Recurrence(RecurrenceRule.Parse("FREQ=HOURLY"), full, TimeZoneInfo.Utc), taken);
    }

    // A rule has no spaces; DTSTART may stand in front of it, a zone behind it.
    private static TypedRecurrence Raw(IReadOnlyList<string> words, DateTimeOffset now, TimeZoneInfo zone)
    {
        var taken = words.TakeWhile(w => CalendarText.IsOne(w)).Count();
        var text = string.Join(' ', words.Take(taken));
        if (taken < words.Count && Zones.LooksLikeOne(words[taken]))
        {
            if (!Zones.TryFind(words[taken], out var found, out var fault)) throw new FormatException(fault.EndsWith('?') ? fault : fault + ".");
            zone = found;
            taken++;
        }

        var local = zone.LocalAt(now);
        return new(Recurrence.Parse(text, zone, local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute))), taken);
    }

    private static int? Ordinal(string word) => word.ToLowerInvariant() switch
    {
        "first" or "1st" => 1,
        "second" or "2nd" => 2,
        "third" or "3rd" => 3,
        "fourth" or "4th" => 4,
        "last" => -1,
        _ => null,
    };
}

using System.Globalization;

namespace ChatOps.Domain.Environments;

/// <summary>When a lock or a freeze is to end by itself, as it was asked for.</summary>
/// <param name="After">A time from now on.</param>
/// <param name="At">A moment in words, such as <c>18:00</c>, <c>tomorrow 9:30 Europe/Berlin</c> or <c>2026-12-24 12:00</c>; untrusted.</param>
public sealed record Ending(TimeSpan? After, string At = "")
{
    private static readonly string[] DateForms = ["yyyy-MM-dd"];
    private static readonly string[] TimeForms = ["H:mm", "HH:mm"];

    private const string Examples = "18:00, tomorrow 9:30 Europe/Berlin, or 2026-12-24 12:00 UTC";

    /// <returns>The moment, or what is wrong with the words. Times without a zone are UTC.</returns>
    public (DateTimeOffset? At, string Fault) Resolve(DateTimeOffset now)
    {
        if (After is { } after) return (now + after, "");
        var words = At.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        var zone = TimeZoneInfo.Utc;
        if (words is [.., var last] && last.Any(char.IsAsciiLetter) && !IsDay(last))
        {
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(last, out var found)) return (null, $"I don't know {Quote(last)} in \"until {At}\". Say, for example: until {Examples}.");
            zone = found;
            words.RemoveAt(words.Count - 1);
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        DateOnly? day = words is [var first, ..] ? Day(first, today) : null;
        if (day is not null) words.RemoveAt(0);
        TimeOnly? time = words is [var next, ..] && TimeOnly.TryParseExact(next, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        if (time is not null) words.RemoveAt(0);
        if (words.Count > 0 || (day is null && time is null)) return (null, $"I don't understand {Quote(words.Count > 0 ? words[0] : At)} as a time. Say, for example: until {Examples}.");

        var local = (day ?? today).ToDateTime(time ?? TimeOnly.MinValue);
        if (zone.IsInvalidTime(local)) return (null, $"{local:yyyy-MM-dd HH:mm} does not exist in {zone.Id}: the clocks go forward there. Give an hour later.");
        // Of the two that an hour has when the clocks go back, the later: nobody loses a lock early.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Min() : zone.GetUtcOffset(local);
        var at = new DateTimeOffset(local, offset);
        return at > now ? (at, "") : (null, $"{Moment.Words(at)} is over. Give a time to come{(day is null ? $", such as tomorrow {local:HH:mm}" : "")}.");
    }

    private static bool IsDay(string word) => Day(word, DateOnly.MinValue) is not null;

    private static DateOnly? Day(string word, DateOnly today)
    {
        if (string.Equals(word, "today", StringComparison.OrdinalIgnoreCase)) return today;
        if (string.Equals(word, "tomorrow", StringComparison.OrdinalIgnoreCase)) return today.AddDays(1);
        return DateOnly.TryParseExact(word, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    private static string Quote(string word) => $"\"{(word.Length > 40 ? word[..40] : word)}\"";
}

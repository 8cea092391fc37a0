using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ChatOps.Domain.Schedules;

/// <summary>A time in which nothing is deployed: once, from and until, or a window that comes again. From is inclusive, until is exclusive.</summary>
public sealed class FreezePeriod
{
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset? _until;
    private readonly Window? _window;

    /// <param name="until">Null: until somebody lifts it.</param>
    /// <param name="reason">For people; untrusted.</param>
    /// <exception cref="FormatException">It ends before it begins.</exception>
    public FreezePeriod(DateTimeOffset from, DateTimeOffset? until, string reason)
    {
        if (until <= from) throw new FormatException("The freeze ends before it begins; write the earlier moment first.");
        (_from, _until, Reason) = (from, until, reason);
    }

    public FreezePeriod(Window window, string reason) => (_window, Reason) = (window, reason);

    public string Reason { get; }

    /// <param name="text">
    /// <c>2026-12-20 18:00 - 2027-01-04 08:00 Europe/Berlin</c>; with dates alone, from the first day to the end of the last; or a window in any of its forms.
    /// </param>
    /// <param name="zone">The zone where the text names none.</param>
    /// <exception cref="FormatException">With words that name the place in the text.</exception>
    public static FreezePeriod Parse(string text, TimeZoneInfo zone, string reason)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !DateOnly.TryParseExact(words[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return new(Window.Parse(text, zone), reason);
        var dash = Array.FindIndex(words, w => w is "-" or "–" or "to");
        if (dash < 0) throw new FormatException($"The end is missing in \"{Excerpt.Of(text)}\"; write one such as 2026-12-20 - 2027-01-04.");
        var end = words[(dash + 1)..];
        if (end.Length > 1 && !char.IsAsciiDigit(end[^1][0]))
        {
            if (!Zones.TryFind(end[^1], out var found, out var fault)) throw new FormatException(fault + ".");
            zone = found;
            end = end[..^1];
        }

        return new(zone.Resolve(Local(words[..dash], text, endOfDay: false)).At, zone.Resolve(Local(end, text, endOfDay: true)).At, reason);
    }

    /// <inheritdoc cref="Parse"/>
    /// <param name="words">What is wrong, and where.</param>
    public static bool TryParse(string text, TimeZoneInfo zone, string reason, [NotNullWhen(true)] out FreezePeriod? freeze, [NotNullWhen(false)] out string? words)
    {
        (freeze, words) = (null, null);
        try
        {
            freeze = Parse(text, zone, reason);
            return true;
        }
        catch (FormatException fault)
        {
            words = fault.Message;
            return false;
        }
    }

    public bool AppliesAt(DateTimeOffset at) => _window?.IsOpen(at) ?? (_from <= at && !(_until <= at));

    /// <returns>The first moment from the given one on at which it does not apply: the moment itself if it doesn't apply then. Null: no end is in sight.</returns>
    public DateTimeOffset? FreeFrom(DateTimeOffset at)
    {
        if (!AppliesAt(at)) return at;
        return _window is null ? _until : _window.ClosesNext(at);
    }

    /// <returns>When it begins the next time, strictly after the moment; null: not again, or not in the next two years.</returns>
    public DateTimeOffset? BeginsNext(DateTimeOffset at)
    {
        if (_window is not null) return _window.OpensNext(at);
        return _from > at ? _from : null;
    }

    private static DateTime Local(string[] words, string text, bool endOfDay)
    {
        if (words.Length is 1 or 2 && DateTime.TryParseExact(words[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1970 and < 9000)
        {
            if (words.Length == 1) return endOfDay ? day.AddDays(1) : day;
            if (DayWords.TryTime(words[1], out var time, out _)) return day + time.ToTimeSpan();
        }

        throw new FormatException($"\"{Excerpt.Of(string.Join(' ', words))}\" in \"{Excerpt.Of(text)}\" is no time; write one such as 2026-12-20 18:00.");
    }
}

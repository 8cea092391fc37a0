using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatOps.Domain.Schedules;

/// <summary>Reads one typed moment. Faults are <see cref="FormatException"/>s with words for the person who typed.</summary>
internal sealed partial class TypedTimeText(IReadOnlyList<string> words, DateTimeOffset now, TimeZoneInfo zone)
{
    private const string Examples = "type one such as 14:00, tomorrow 9:30, monday 10:00, 2026-12-24 08:00 UTC or in 30 minutes";
    private int _next;
    private TimeZoneInfo _zone = zone;

    public TypedTime Read()
    {
        if (words.Count == 0) throw new FormatException($"When? {Capital(Examples)}.");
        if (Peek("at") && words.Count > 1) _next++;
        return Peek("in") ? FromNow() : AtTheTime();
    }

    private TypedTime FromNow()
    {
        _next++;
        var elapsed = TimeSpan.Zero;
        var days = 0;
        var pieces = 0;
        while (_next < words.Count && pieces < 4)
        {
            // "30 minutes" and "30minutes" are one thing; so is "1h30m".
            var text = words[_next];
            var taken = 1;
            if (text.Length < 7 && text.All(char.IsAsciiDigit) && _next + 1 < words.Count) (text, taken) = (text + words[_next + 1], 2);
            if (Amount().Match(text) is not { Success: true } match) break;
            days += Number(match, "w") * 7 + Number(match, "d");
            elapsed += new TimeSpan(Number(match, "h"), Number(match, "m"), 0);
            _next += taken;
            pieces++;
        }

        if (pieces == 0) throw new FormatException($"In how long? {(_next < words.Count ? $"\"{Excerpt.Of(words[_next])}\" is no length of time; t" : "T")}ype one such as in 30 minutes, in 2h or in 3 days.");
        if (days > 366 || elapsed.TotalDays > 366) throw new FormatException($"\"{Typed()}\" is more than a year ahead; type an earlier time.");
        if (days == 0 && elapsed == TimeSpan.Zero) throw new FormatException("That is now; leave it out to begin at once, or type one such as in 30 minutes.");
        var from = days == 0 ? now : _zone.Resolve(_zone.LocalAt(now).AddDays(days)).At;
        return Checked(from + elapsed, note: null);
    }

    private TypedTime AtTheTime()
    {
        var day = TakeDay();
        if (_next >= words.Count) throw new FormatException($"At what time? Type one such as {Typed()} 14:00.");
        var (time, offset) = TakeTime(dayIsGiven: day is not null);
        day ??= TakeDay();
        var zoneIsGiven = TakeZone(offset is not null);
        day ??= new(DayKind.None, default, default);

        var today = DateOnly.FromDateTime(offset is { } shift ? now.ToOffset(shift).DateTime : _zone.LocalAt(now));
        var date = day.Kind switch
        {
            DayKind.Date => day.Date,
            DayKind.Tomorrow => today.AddDays(1),
            DayKind.Weekday => today.AddDays(((int)day.Weekday - (int)today.DayOfWeek + 7) % 7),
            _ => today,
        };
        var local = date.ToDateTime(time);
        if (offset is { } given) return AtOffset(local, given, day);

        var resolved = _zone.Resolve(local);
        if (day.Kind == DayKind.Weekday && (resolved.Second ?? resolved.At) <= now) resolved = _zone.Resolve(local = local.AddDays(7));
        if (resolved.Kind == LocalTimeKind.InGap) throw new FormatException(GapWords(local, date == today, zoneIsGiven));
        if (resolved.Kind != LocalTimeKind.InOverlap) return Checked(resolved.At, note: null, day, local);

        var second = resolved.Second!.Value;
        var (taken, which, other) = resolved.At > now ? (resolved.At, "first", second) : (second, "second", resolved.At);
        var hint = which == "first" ? $"; for the second type {WithOffset(other)}" : ", as the first is over";
        return Checked(taken, $"{local:HH:mm} comes twice on {local:yyyy-MM-dd} in {_zone.Id}, as the clocks go back; this is the {which}, {WithOffset(taken)}{hint}.", day, local);
    }

    private TypedTime AtOffset(DateTime local, TimeSpan offset, TypedDay day)
    {
        if (day.Kind == DayKind.Weekday && new DateTimeOffset(local, offset) <= now) local = local.AddDays(7);
        return Checked(new DateTimeOffset(local, offset).ToUniversalTime(), note: null, day, local);
    }

    private TypedTime Checked(DateTimeOffset at, string? note, TypedDay? day = null, DateTime local = default)
    {
        if (at <= now)
        {
            throw new FormatException(day?.Kind is DayKind.None or DayKind.Today
                ? $"{local:HH:mm} is over for today; type tomorrow {local:HH:mm}."
                : $"{Typed()} is in the past: now it is {_zone.LocalAt(now):yyyy-MM-dd HH:mm} {_zone.Id}. Type a later time.");
        }

        if (at > now.AddYears(1)) throw new FormatException($"{Typed()} is more than a year ahead; type an earlier time.");
        return new(at.ToUniversalTime(), _next, _zone, note);
    }

    private TypedDay? TakeDay()
    {
        if (_next >= words.Count) return null;
        var word = words[_next].TrimEnd(',');
        TypedDay? day = null;
        if (word.Equals("today", StringComparison.OrdinalIgnoreCase)) day = new(DayKind.Today, default, default);
        else if (word.Equals("tomorrow", StringComparison.OrdinalIgnoreCase)) day = new(DayKind.Tomorrow, default, default);
        else if (DayWords.Day(word) is { } weekday) day = new(DayKind.Weekday, default, weekday);
        else if (IsoDate().IsMatch(word))
        {
            if (!DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 1971 or > 9000)
                throw new FormatException($"There is no day {word}; dates are year-month-day, such as 2026-12-24.");
            day = new(DayKind.Date, date, default);
        }
        else if (word.Equals("next", StringComparison.OrdinalIgnoreCase))
            throw new FormatException("\"next\" is read in two ways; type the day alone (monday 10:00) or the date (2026-12-24 10:00).");
        else if (OtherDate().IsMatch(word)) throw new FormatException($"\"{Excerpt.Of(word)}\": dates are year-month-day; type one such as 2026-12-24 08:00.");
        if (day is not null) _next++;
        return day;
    }

    private (TimeOnly, TimeSpan?) TakeTime(bool dayIsGiven)
    {
        var word = words[_next];
        if (_next + 1 < words.Count && words[_next + 1].ToLowerInvariant() is "am" or "pm" && char.IsAsciiDigit(word[^1])) word += words[++_next];
        TimeSpan? offset = null;
        if (Offset().Match(word) is { Success: true } match && match.Index > 0)
        {
            offset = OffsetOf(match.Value);
            word = word[..match.Index];
        }

        if (!DayWords.TryTime(word, out var time, out var fault))
        {
            fault ??= dayIsGiven
                ? $"\"{Excerpt.Of(words[_next])}\" is no time; type one such as {Typed()} 14:00"
                : $"\"{Excerpt.Of(words[_next])}\" is no time; {Examples}";
            throw new FormatException(Capital(fault) + ".");
        }

        _next++;
        return (time, offset);
    }

    // A word is taken for a zone only if it can be nothing else: behind the time there may be a reason, or more of the command.
    private bool TakeZone(bool offsetIsGiven)
    {
        if (_next >= words.Count || !Zones.LooksLikeOne(words[_next])) return false;
        if (offsetIsGiven) throw new FormatException($"The time has its offset already; leave out {Excerpt.Of(words[_next])}, or the offset.");
        if (!Zones.TryFind(words[_next], out var found, out var fault)) throw new FormatException(fault.EndsWith('?') ? fault : fault + ".");
        _zone = found;
        _next++;
        return true;
    }

    private string GapWords(DateTime local, bool today, bool zoneIsGiven)
    {
        // The shifted time is as far behind the gap's end as the typed one is behind its beginning.
        var shifted = _zone.LocalAt(_zone.Resolve(local).At);
        var gap = shifted - local;
        var begin = local;
        while (_zone.Resolve(begin.AddMinutes(-1)).Kind == LocalTimeKind.InGap) begin = begin.AddMinutes(-1);
        var end = begin + gap;
        var suffix = zoneIsGiven ? $" {_zone.Id}" : "";
        var day = today ? "today" : $"{local:yyyy-MM-dd}";
        return $"{local:HH:mm} does not exist on {local:yyyy-MM-dd} in {_zone.Id}: the clocks go from {begin:HH:mm} to {end:HH:mm}. "
            + $"Type {Say(begin.AddMinutes(-1))}{suffix} or {Say(end)}{suffix}.";

        string Say(DateTime time) => time.Date == local.Date ? $"{day} {time:HH:mm}" : $"{time:yyyy-MM-dd HH:mm}";
    }

    private string WithOffset(DateTimeOffset at)
    {
        var offset = _zone.GetUtcOffset(at);
        return $"{_zone.LocalAt(at):yyyy-MM-dd HH:mm}{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
    }

    private static TimeSpan OffsetOf(string text)
    {
        if (text is "Z" or "z") return TimeSpan.Zero;
        var size = TimeSpan.ParseExact(text[1..], "hh\\:mm", CultureInfo.InvariantCulture);
        if (size > TimeSpan.FromHours(14)) throw new FormatException($"\"{text}\" is no offset from UTC; they go from -12:00 to +14:00.");
        return text[0] == '-' ? -size : size;
    }

    private bool Peek(string word) => _next < words.Count && words[_next].Equals(word, StringComparison.OrdinalIgnoreCase);

    private string Typed() => Excerpt.Of(string.Join(' ', words.Take(_next)));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static int Number(Match match, string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;

    private enum DayKind
    {
        None,
        Today,
        Tomorrow,
        Weekday,
        Date,
    }

    private sealed record TypedDay(DayKind Kind, DateOnly Date, DayOfWeek Weekday);

    [GeneratedRegex(@"^(?=\d)((?<w>\d{1,3})(w|weeks?))?((?<d>\d{1,4})(d|days?))?((?<h>\d{1,5})(h|hrs?|hours?))?((?<m>\d{1,6})(m|mins?|minutes?))?,?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Amount();

    [GeneratedRegex(@"^\d{4}-\d{1,2}-\d{1,2}$", RegexOptions.None, 1000)]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"^\d{1,4}[./-]\d{1,2}([./-]\d{0,4})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OtherDate();

    [GeneratedRegex(@"([+-][01]\d:[0-5]\d|Z)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Offset();
}

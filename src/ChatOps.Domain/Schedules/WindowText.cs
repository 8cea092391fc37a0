using System.Globalization;

namespace ChatOps.Domain.Schedules;

/// <summary>Reads what people write for a window in the settings.</summary>
internal static class WindowText
{
    private const string Example = "write one such as Mon-Thu 09:00-16:00 Europe/Berlin";

    // The rules made here have no interval and no count: any day long ago does as their start.
    private static readonly DateTime LongAgo = new(2000, 1, 3);

    /// <exception cref="FormatException">With words that name the place in the text.</exception>
    public static Window Read(string text, TimeZoneInfo zone)
    {
        if (text.Length > 1000) throw new FormatException($"The window has {text.Length} characters; 1000 are the most.");
        return CalendarText.IsOne(text) ? Calendar(text, zone) : Short(text, zone);
    }

    public static Window Of(IReadOnlyCollection<DayOfWeek> days, TimeOnly from, TimeOnly? to, TimeZoneInfo zone)
    {
        var codes = string.Join(',', DayWords.Week.Where(days.Contains).Select(RecurrenceRuleText.CodeOf));
        var rule = RecurrenceRule.Parse($"FREQ=WEEKLY;BYDAY={codes};BYHOUR={from.Hour};BYMINUTE={from.Minute}");
        var words = $"{DayWords.Say(days)} {from:HH\\:mm}-{to?.ToString("HH\\:mm", CultureInfo.InvariantCulture) ?? "24:00"} {zone.Id}";
        return new(new Recurrence(rule, LongAgo, zone), WindowLength.Between(from, to), words);
    }

    private static Window Calendar(string text, TimeZoneInfo zone)
    {
        var read = CalendarText.Read(text, zone);
        if (read.Length is not { } length) throw new FormatException("DURATION: is missing; write how long the window is open, such as DURATION:PT8H.");
        if (read.Start is null && read.Rule.NeedsStart) throw new FormatException("INTERVAL and COUNT count from a start; write it, such as DTSTART;TZID=Europe/Berlin:20260105T090000.");
        var recurrence = new Recurrence(read.Rule, read.Start ?? LongAgo, read.Zone);
        return new(recurrence, length, $"{recurrence.Words} for {Say(length)}");
    }

    private static Window Short(string text, TimeZoneInfo zone)
    {
        var pieces = text.Replace(", ", ",", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (pieces.Length == 0) throw new FormatException($"The window is empty; {Example}.");
        if (DayWords.Days(pieces[0]) is not { } days)
            throw new FormatException($"\"{Excerpt.Of(pieces[0])}\" names no days; write daily, weekdays, weekends, Mon-Thu or Mon,Wed,Fri.");
        if (pieces.Length == 1) throw new FormatException($"The times are missing behind \"{pieces[0]}\"; {Example}.");
        var times = pieces[1].Split('-', '–');
        if (times.Length != 2) throw new FormatException($"\"{Excerpt.Of(pieces[1])}\" is no from-to; write one such as 09:00-16:00.");
        var from = Time(times[0]);
        var to = Time(times[1]);
        if (from == to || from.Days == 1) throw new FormatException($"\"{pieces[1]}\" is no time at all; for the whole day write 00:00-24:00.");
        if (pieces.Length > 3) throw new FormatException($"\"{Excerpt.Of(pieces[3])}\" is too much; {Example}.");
        if (pieces.Length == 3)
        {
            if (!Zones.TryFind(pieces[2], out var found, out var words)) throw new FormatException(words + ".");
            zone = found;
        }

        return Of(days, TimeOnly.FromTimeSpan(from), to.Days == 1 ? null : TimeOnly.FromTimeSpan(to), zone);
    }

    // In a from-to a bare hour is one of 24: 9-17 can't be misread, and 24:00 is the day's end.
    private static TimeSpan Time(string text)
    {
        if (text is "24" or "24:00") return TimeSpan.FromDays(1);
        if (text.Length is 1 or 2 && text.All(char.IsAsciiDigit)) text += ":00";
        return DayWords.TryTime(text, out var time, out var words)
            ? time.ToTimeSpan()
            : throw new FormatException(words is null ? $"\"{Excerpt.Of(text)}\" is no time; write one such as 09:00." : words + ".");
    }

    private static string Say(WindowLength length)
    {
        var whole = length.Whole;
        var parts = new[] { (whole.Days, "day"), (whole.Hours, "hour"), (whole.Minutes, "minute"), (whole.Seconds, "second") };
        return string.Join(' ', parts.Where(p => p.Item1 > 0).Select(p => $"{p.Item1} {p.Item2}{(p.Item1 == 1 ? "" : "s")}"));
    }
}

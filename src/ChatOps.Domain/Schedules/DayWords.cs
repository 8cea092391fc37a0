using System.Globalization;

namespace ChatOps.Domain.Schedules;

/// <summary>The words that people type for days and times of day, and those that they are told.</summary>
internal static class DayWords
{
    public static readonly IReadOnlyList<DayOfWeek> Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <returns>The day that a word such as <c>mon</c>, <c>Monday</c> or <c>mondays</c> names; null if it names none.</returns>
    public static DayOfWeek? Day(string word)
    {
        word = word.ToLowerInvariant();
        foreach (var day in Week)
        {
            var name = day.ToString().ToLowerInvariant();
            if (word == name || word == name + "s" || word == name[..3] || (word.Length == 4 && name.StartsWith(word, StringComparison.Ordinal)) || (word == "thur" && day == DayOfWeek.Thursday)) return day;
        }

        return null;
    }

    /// <returns>The days that <c>daily</c>, <c>weekdays</c>, <c>weekends</c>, <c>mon-thu</c> or <c>mon,wed,fri</c> names; null if it names none.</returns>
    public static IReadOnlyList<DayOfWeek>? Days(string word)
    {
        switch (word.ToLowerInvariant())
        {
            case "daily": return Week;
            case "weekdays": return [.. Week.Take(5)];
            case "weekends": return [.. Week.Skip(5)];
        }

        var days = new HashSet<DayOfWeek>();
        foreach (var piece in word.Split(','))
        {
            var ends = piece.Split('-', '–');
            if (ends.Length > 2 || Day(ends[0]) is not { } first || Day(ends[^1]) is not { } last) return null;
            for (var day = first; days.Add(day) || day != last; day = (DayOfWeek)(((int)day + 1) % 7))
            {
                if (day == last) break;
            }
        }

        return [.. Week.Where(days.Contains)];
    }

    /// <returns>Such as <c>weekdays</c>, <c>daily</c>, <c>every Monday</c>, <c>Mon, Wed, Fri</c>.</returns>
    public static string Say(IReadOnlyCollection<DayOfWeek> days)
    {
        if (days.Count == 7) return "daily";
        if (days.Count == 1) return $"every {days.First()}";
        if (days.Count == 5 && !days.Contains(DayOfWeek.Saturday) && !days.Contains(DayOfWeek.Sunday)) return "weekdays";
        if (days.Count == 2 && days.Contains(DayOfWeek.Saturday) && days.Contains(DayOfWeek.Sunday)) return "weekends";
        return string.Join(", ", Week.Where(days.Contains).Select(d => d.ToString()[..3]));
    }

    /// <summary>Reads a time of day that can be read in one way only: <c>9:00</c>, <c>14:30</c>, <c>2pm</c>, <c>2:30pm</c>.</summary>
    /// <param name="words">Set when it is meant as a time but is none, or can be read in two ways.</param>
    public static bool TryTime(string word, out TimeOnly time, out string? words)
    {
        (time, words) = (default, null);
        var text = word.ToLowerInvariant();
        var half = text.EndsWith("am", StringComparison.Ordinal) || text.EndsWith("pm", StringComparison.Ordinal) ? text[^2] : ' ';
        if (half != ' ') text = text[..^2];
        var pieces = text.Split(':');
        if (pieces.Length > 2 || pieces.Any(p => p.Length is 0 or > 2 || !p.All(char.IsAsciiDigit)))
        {
            if (text.Length > 0 && char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiDigit(c) || c is ':' or '.')) words = $"\"{Excerpt.Of(word)}\" is no time; type one such as 9:30 or 14:00";
            return false;
        }

        var hour = int.Parse(pieces[0], CultureInfo.InvariantCulture);
        var minute = pieces.Length == 2 ? int.Parse(pieces[1], CultureInfo.InvariantCulture) : 0;
        if (pieces.Length == 2 && pieces[1].Length == 1) words = $"\"{word}\" is no time; write the minutes with two digits";
        else if (half == ' ' && pieces.Length == 1) words = hour < 24 ? $"\"{word}\" may be a time in the morning or in the evening; type {(hour is > 0 and < 12 ? $"{hour}:00 or {hour + 12}:00" : $"{hour}:00")}" : $"\"{word}\" is no time; type one such as 9:30 or 14:00";
        else if (half != ' ' && hour == 12) words = $"\"{word}\" is read in two ways; type 12:{minute:00} for midday or 0:{minute:00} for midnight";
        else if (hour == 24 && minute == 0) words = "24:00 is the next day's 0:00; type that day and 0:00";
        else if (minute > 59 || hour > 23 || (half != ' ' && hour is < 1 or > 12)) words = $"\"{word}\" is no time; the hours go from 0 to 23, the minutes from 00 to 59";
        if (half != ' ' && words is null && hour is < 1 or > 12) words = $"\"{word}\" is no time; type one such as 2pm or 14:00";
        if (words is not null) return false;
        time = new(half == 'p' ? hour + 12 : hour, minute);
        return true;
    }
}

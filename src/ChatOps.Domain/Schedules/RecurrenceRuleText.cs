using System.Globalization;

namespace ChatOps.Domain.Schedules;

/// <summary>Reads the text of a recurrence rule. Every fault tells the part, what is wrong with it, and where it is.</summary>
internal sealed class RecurrenceRuleText
{
    private const int MostText = 500;
    private const int MostCount = 100_000;
    private const int MostInterval = 10_000;
    private static readonly string[] DayCodes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private static readonly string[] Names =
        ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS", "WKST"];

    private readonly string _text;
    private readonly Dictionary<string, Part> _parts = new(StringComparer.Ordinal);

    public RecurrenceRuleText(string text)
    {
        text = text.Trim();
        _text = (text.StartsWith("RRULE:", StringComparison.OrdinalIgnoreCase) ? text["RRULE:".Length..] : text).ToUpperInvariant();
    }

    public static string CodeOf(DayOfWeek day) => DayCodes[(int)day];

    public RecurrenceRule Read()
    {
        if (_text.Length == 0) throw new FormatException("The recurrence rule is empty; write one such as FREQ=DAILY;BYHOUR=9;BYMINUTE=0.");
        if (_text.Length > MostText) throw new FormatException($"The recurrence rule has {_text.Length} characters; {MostText} are the most.");
        Split();
        if (!_parts.TryGetValue("FREQ", out var freq)) throw new FormatException($"FREQ is missing in \"{Excerpt.Of(_text)}\"; begin with one such as FREQ=WEEKLY.");

        var rule = new RecurrenceRule
        {
            Text = _text,
            Frequency = FrequencyOf(freq),
            Interval = _parts.TryGetValue("INTERVAL", out var interval) ? Number(interval, interval.Value, interval.At, 1, MostInterval) : 1,
            Count = _parts.TryGetValue("COUNT", out var count) ? Number(count, count.Value, count.At, 1, MostCount) : null,
            ByMonth = Numbers("BYMONTH", 1, 12),
            ByWeekNo = Numbers("BYWEEKNO", 1, 53, orFromEnd: true),
            ByYearDay = Numbers("BYYEARDAY", 1, 366, orFromEnd: true),
            ByMonthDay = Numbers("BYMONTHDAY", 1, 31, orFromEnd: true),
            ByDay = Days(),
            ByHour = Numbers("BYHOUR", 0, 23),
            ByMinute = Numbers("BYMINUTE", 0, 59),
            BySecond = Numbers("BYSECOND", 0, 59),
            BySetPos = Numbers("BYSETPOS", 1, 366, orFromEnd: true),
            WeekStart = _parts.TryGetValue("WKST", out var start) ? Weekday(start, start.Value, start.At) : DayOfWeek.Monday,
        };
        rule = Until(rule);
        CheckTogether(rule);
        return rule;
    }

    private void Split()
    {
        var at = 0;
        foreach (var piece in _text.Split(';'))
        {
            var equals = piece.IndexOf('=');
            if (equals <= 0) throw Fault(piece.Length == 0 ? "there is nothing between two semicolons, or behind the last" : $"\"{piece}\" is no part; write NAME=VALUE", at);
            var name = piece[..equals];
            if (!Names.Contains(name)) throw Fault($"\"{name}\" is no part of a rule; the parts are {string.Join(", ", Names)}", at);
            var part = new Part(name, piece[(equals + 1)..], at + equals + 1);
            if (part.Value.Length == 0) throw Fault($"{name} has no value", part.At);
            if (!_parts.TryAdd(name, part)) throw Fault($"{name} comes twice", at);
            at += piece.Length + 1;
        }
    }

    private Frequency FrequencyOf(Part part) => part.Value switch
    {
        "MINUTELY" => Frequency.Minutely,
        "HOURLY" => Frequency.Hourly,
        "DAILY" => Frequency.Daily,
        "WEEKLY" => Frequency.Weekly,
        "MONTHLY" => Frequency.Monthly,
        "YEARLY" => Frequency.Yearly,
        "SECONDLY" => throw Fault("FREQ=SECONDLY is too fast for a release bot; FREQ=MINUTELY is the fastest", part.At),
        _ => throw Fault($"FREQ: \"{part.Value}\" is none of MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY", part.At),
    };

    private int[] Numbers(string name, int least, int most, bool orFromEnd = false) =>
        _parts.TryGetValue(name, out var part)
            ? [.. Items(part).Select(i => Number(part, i.Text, i.At, least, most, orFromEnd)).Distinct().Order()]
            : [];

    private RuleDay[] Days()
    {
        if (!_parts.TryGetValue("BYDAY", out var part)) return [];
        return [.. Items(part).Select(i =>
        {
            if (i.Text.Length < 2) throw Fault($"BYDAY: \"{i.Text}\" is no day; write MO, TU, WE, TH, FR, SA or SU", i.At);
            var ordinal = i.Text.Length == 2 ? 0 : Number(part, i.Text[..^2], i.At, 1, 53, orFromEnd: true);
            return new RuleDay(ordinal, Weekday(part, i.Text[^2..], i.At + i.Text.Length - 2));
        }).Distinct()];
    }

    private DayOfWeek Weekday(Part part, string code, int at)
    {
        var day = Array.IndexOf(DayCodes, code);
        return day >= 0 ? (DayOfWeek)day : throw Fault($"{part.Name}: \"{code}\" is no day; write MO, TU, WE, TH, FR, SA or SU", at);
    }

    private int Number(Part part, string text, int at, int least, int most, bool orFromEnd = false)
    {
        var range = orFromEnd ? $"{least} to {most}, or -{most} to -{least}" : $"{least} to {most}";
        if (int.TryParse(text, orFromEnd ? NumberStyles.AllowLeadingSign : NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (orFromEnd ? Math.Abs((long)number) : number) is var size && size >= least && size <= most) return number;
        throw Fault($"{part.Name}: \"{Excerpt.Of(text)}\" is no number from {range}", at);
    }

    private RecurrenceRule Until(RecurrenceRule rule)
    {
        if (!_parts.TryGetValue("UNTIL", out var part)) return rule;
        if (!CalendarText.TryTime(part.Value, out var time, out var utc, out var dateOnly))
            throw Fault($"UNTIL: \"{Excerpt.Of(part.Value)}\" is no time; write 20271231T230000Z, 20271231T230000 or 20271231", part.At);
        if (utc) return rule with { UntilUtc = new DateTimeOffset(time, TimeSpan.Zero) };
        return rule with { UntilLocal = dateOnly ? time.AddDays(1).AddTicks(-1) : time };
    }

    // What RFC 5545 forbids together, and what can only be a slip.
    private void CheckTogether(RecurrenceRule rule)
    {
        if (rule.Count is not null && _parts.TryGetValue("UNTIL", out var until)) throw Fault("COUNT and UNTIL can't stand together; leave one out", until.At);
        if (rule.ByWeekNo.Count > 0 && rule.Frequency != Frequency.Yearly) throw Fault("BYWEEKNO goes with FREQ=YEARLY only", _parts["BYWEEKNO"].At);
        if (rule.ByYearDay.Count > 0 && rule.Frequency is (Frequency.Daily or Frequency.Weekly or Frequency.Monthly))
            throw Fault($"BYYEARDAY does not go with FREQ={_parts["FREQ"].Value}", _parts["BYYEARDAY"].At);
        if (rule.ByMonthDay.Count > 0 && rule.Frequency == Frequency.Weekly) throw Fault("BYMONTHDAY does not go with FREQ=WEEKLY", _parts["BYMONTHDAY"].At);
        if (rule.ByDay.Any(d => d.Ordinal != 0))
        {
            var at = _parts["BYDAY"].At;
            if (rule.Frequency is not (Frequency.Monthly or Frequency.Yearly)) throw Fault("BYDAY: a number in front of a day goes with FREQ=MONTHLY or YEARLY only", at);
            if (rule.ByWeekNo.Count > 0) throw Fault("BYDAY: a number in front of a day does not go with BYWEEKNO", at);
            if (rule.Frequency == Frequency.Monthly && rule.ByDay.Any(d => Math.Abs(d.Ordinal) > 5)) throw Fault("BYDAY: a month has no more than five of each day", at);
        }

        if (rule.BySetPos.Count > 0 && !_parts.Keys.Any(k => k.StartsWith("BY", StringComparison.Ordinal) && k != "BYSETPOS"))
            throw Fault("BYSETPOS needs another BY part to choose from", _parts["BYSETPOS"].At);
    }

    private static IEnumerable<(string Text, int At)> Items(Part part)
    {
        var at = part.At;
        foreach (var item in part.Value.Split(','))
        {
            yield return (item, at);
            at += item.Length + 1;
        }
    }

    private FormatException Fault(string words, int at) => new($"{words} (character {at + 1} of \"{Excerpt.Of(_text)}\").");

    /// <param name="At">Where the value begins, from 0.</param>
    private sealed record Part(string Name, string Value, int At);
}

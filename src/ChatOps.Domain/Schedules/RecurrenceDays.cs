namespace ChatOps.Domain.Schedules;

/// <summary>
/// Which days a rule has: its periods (year, month, week or day), and of each period the days that pass every BY part.
/// Expanding and limiting, which RFC 5545 tells apart, come to the same when all days of the period are asked. What the rule leaves
/// open is taken from the start.
/// </summary>
internal sealed class RecurrenceDays
{
    private readonly RecurrenceRule _rule;
    private readonly DateOnly _start;
    private readonly int[] _monthDays;
    private readonly int[] _months;
    private readonly RuleDay[] _days;

    public RecurrenceDays(RecurrenceRule rule, DateOnly start)
    {
        _rule = rule;
        _start = start;
        _months = [.. rule.ByMonth];
        _monthDays = [.. rule.ByMonthDay];
        _days = [.. rule.ByDay];
        if (rule.ByDay.Count + rule.ByMonthDay.Count + rule.ByYearDay.Count > 0) return;
        if (rule.Frequency == Frequency.Weekly || rule.ByWeekNo.Count > 0) _days = [new(0, start.DayOfWeek)];
        else if (rule.Frequency is Frequency.Monthly or Frequency.Yearly) _monthDays = [start.Day];
        if (rule is { Frequency: Frequency.Yearly, ByMonth.Count: 0, ByWeekNo.Count: 0 }) _months = [start.Month];
    }

    /// <summary>The periods from the one that holds the day (or the last before it) on: first day and number of days. Ends with the calendar.</summary>
    public IEnumerable<(DateOnly First, int Days)> Periods(DateOnly from)
    {
        // Rules finer than a day go through all days; the hours and minutes know the interval.
        var interval = _rule.Frequency < Frequency.Daily ? 1 : _rule.Interval;
        var first = FirstPeriod();
        var elapsed = from <= first ? 0 : Elapsed(first, from) / interval * (long)interval;
        for (; ; elapsed += interval)
        {
            if (Plus(first, elapsed) is not { } period) yield break;
            yield return (period, LengthOf(period));
        }
    }

    public bool Has(DateOnly day) =>
        (_months.Length == 0 || Array.IndexOf(_months, day.Month) >= 0)
        && (_monthDays.Length == 0 || Counted(_monthDays, day.Day, DateTime.DaysInMonth(day.Year, day.Month)))
        && (_rule.ByYearDay.Count == 0 || Counted(_rule.ByYearDay, day.DayOfYear, DaysIn(day.Year)))
        && (_days.Length == 0 || HasWeekday(day))
        && (_rule.ByWeekNo.Count == 0 || HasWeek(day));

    private bool HasWeekday(DateOnly day)
    {
        foreach (var (ordinal, weekday) in _days)
        {
            if (weekday != day.DayOfWeek) continue;
            if (ordinal == 0) return true;
            var inYear = _rule.Frequency == Frequency.Yearly && _rule.ByMonth.Count == 0;
            var (place, of) = inYear ? (day.DayOfYear, DaysIn(day.Year)) : (day.Day, DateTime.DaysInMonth(day.Year, day.Month));
            if (ordinal == (ordinal > 0 ? ((place - 1) / 7) + 1 : -((of - place) / 7) - 1)) return true;
        }

        return false;
    }

    // A week belongs to the year that has four of its days or more. December 28 is always in the last one.
    private bool HasWeek(DateOnly day)
    {
        var (number, year) = WeekOf(day);
        return Counted(_rule.ByWeekNo, number, WeekOf(new DateOnly(year, 12, 28)).Number);
    }

    private (int Number, int Year) WeekOf(DateOnly day)
    {
        var fourth = StartOfWeek(day).AddDays(3);
        return (((fourth.DayOfYear - 1) / 7) + 1, fourth.Year);
    }

    private DateOnly StartOfWeek(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek - (int)_rule.WeekStart + 7) % 7));

    private DateOnly FirstPeriod() => _rule.Frequency switch
    {
        Frequency.Yearly => new(_start.Year, 1, 1),
        Frequency.Monthly => new(_start.Year, _start.Month, 1),
        Frequency.Weekly => StartOfWeek(_start),
        _ => _start,
    };

    private long Elapsed(DateOnly first, DateOnly day) => _rule.Frequency switch
    {
        Frequency.Yearly => day.Year - first.Year,
        Frequency.Monthly => ((day.Year - first.Year) * 12) + day.Month - first.Month,
        Frequency.Weekly => (day.DayNumber - first.DayNumber) / 7,
        _ => day.DayNumber - first.DayNumber,
    };

    private DateOnly? Plus(DateOnly first, long elapsed)
    {
        const int lastYear = 9990;
        if (_rule.Frequency == Frequency.Yearly) return first.Year + elapsed > lastYear ? null : first.AddYears((int)elapsed);
        if (_rule.Frequency == Frequency.Monthly) return first.Year + (elapsed / 12) >= lastYear ? null : first.AddMonths((int)elapsed);
        var days = first.DayNumber + (_rule.Frequency == Frequency.Weekly ? elapsed * 7 : elapsed);
        return days > new DateOnly(lastYear, 1, 1).DayNumber ? null : DateOnly.FromDayNumber((int)days);
    }

    private int LengthOf(DateOnly period) => _rule.Frequency switch
    {
        Frequency.Yearly => DaysIn(period.Year),
        Frequency.Monthly => DateTime.DaysInMonth(period.Year, period.Month),
        Frequency.Weekly => 7,
        _ => 1,
    };

    private static int DaysIn(int year) => DateTime.IsLeapYear(year) ? 366 : 365;

    // Numbers below zero count from the end.
    private static bool Counted(IReadOnlyList<int> wanted, int place, int of)
    {
        foreach (var number in wanted)
        {
            if (number == place || number == place - of - 1) return true;
        }

        return false;
    }
}

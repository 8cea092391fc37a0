namespace ChatOps.Domain.Schedules;

/// <summary>Which local times of a day a rule has, and which of a period's times BYSETPOS leaves.</summary>
internal sealed class RecurrenceTimes
{
    private readonly RecurrenceRule _rule;
    private readonly DateTime _start;
    private readonly int[] _minutes;
    private readonly int[] _seconds;

    public RecurrenceTimes(RecurrenceRule rule, DateTime start)
    {
        _rule = rule;
        _start = start;
        var hours = rule.ByHour.Count > 0 ? rule.ByHour : rule.Frequency < Frequency.Daily ? [.. Enumerable.Range(0, 24)] : [start.Hour];
        var minutes = rule.ByMinute.Count > 0 ? rule.ByMinute : rule.Frequency == Frequency.Minutely ? [.. Enumerable.Range(0, 60)] : [start.Minute];
        _minutes = [.. hours.SelectMany(h => minutes.Select(m => (h * 60) + m)).Where(CanBeMet).Order()];
        _seconds = rule.BySecond.Count > 0 ? [.. rule.BySecond] : [start.Second];
    }

    /// <summary>False when the interval steps over every time that the BY parts allow.</summary>
    public bool Any => _minutes.Length > 0;

    /// <returns>The times of a period, in order.</returns>
    public IEnumerable<DateTime> On(IReadOnlyList<DateOnly> days)
    {
        if (_rule.Frequency < Frequency.Daily) return days.SelectMany(OnDay);
        var times = days.SelectMany(d => Spread(d, _minutes));
        return _rule.BySetPos.Count == 0 ? times : Chosen([.. times]);
    }

    // Finer than a day: each hour, or each minute, is a period of its own.
    private IEnumerable<DateTime> OnDay(DateOnly day)
    {
        var hourly = _rule.Frequency == Frequency.Hourly;
        var units = ((long)day.DayNumber - DateOnly.FromDateTime(_start).DayNumber) * (hourly ? 24 : 1440);
        var first = hourly ? _start.Hour : (_start.Hour * 60) + _start.Minute;
        var minutes = _minutes.Where(m => (units + (hourly ? m / 60 : m) - first) % _rule.Interval == 0);
        return _rule.BySetPos.Count == 0
            ? Spread(day, minutes)
            : minutes.GroupBy(m => hourly ? m / 60 : m).SelectMany(g => Chosen([.. Spread(day, g)]));
    }

    private IEnumerable<DateTime> Spread(DateOnly day, IEnumerable<int> minutes)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return minutes.SelectMany(m => _seconds.Select(s => midnight.AddSeconds((m * 60) + s)));
    }

    private IEnumerable<DateTime> Chosen(IReadOnlyList<DateTime> all) => _rule.BySetPos
        .Select(p => p > 0 ? p - 1 : all.Count + p).Where(i => i >= 0 && i < all.Count).Distinct().Order().Select(i => all[i]);

    // Every 90 minutes from 09:00 there is never a time at ten past: what the interval shares with the day decides.
    private bool CanBeMet(int minute) => _rule.Frequency switch
    {
        Frequency.Hourly => ((minute / 60) - _start.Hour) % Shared(_rule.Interval, 24) == 0,
        Frequency.Minutely => (minute - (_start.Hour * 60) - _start.Minute) % Shared(_rule.Interval, 1440) == 0,
        _ => true,
    };

    private static int Shared(int a, int b) => b == 0 ? a : Shared(b, a % b);
}

namespace ChatOps.Domain.Schedules;

/// <summary>Says a recurrence to people. What has no short way to be said is told as its rule.</summary>
internal static class RecurrenceWords
{
    public static string Of(Recurrence recurrence)
    {
        var rule = recurrence.Rule;
        var start = recurrence.Start;
        var plain = rule is { Interval: 1, Count: null, UntilLocal: null, UntilUtc: null, BySetPos.Count: 0, ByWeekNo.Count: 0, ByYearDay.Count: 0, ByMonth.Count: 0 }
            && rule.ByHour.Count <= 1 && rule.ByMinute.Count <= 1 && rule.BySecond.Count == 0;
        if (plain && rule is { Frequency: Frequency.Hourly, ByHour.Count: 0, ByDay.Count: 0, ByMonthDay.Count: 0 })
            return rule.ByMinute.Count == 0 && start.Minute == 0 ? "hourly" : $"hourly at {(rule.ByMinute.Count == 1 ? rule.ByMinute[0] : start.Minute):00} minutes past in {recurrence.Zone.Id}";
        if (plain && Days(rule, start) is { } days)
        {
            var time = new TimeOnly(rule.ByHour.Count == 1 ? rule.ByHour[0] : start.Hour, rule.ByMinute.Count == 1 ? rule.ByMinute[0] : start.Minute);
            return $"{days} at {time:HH\\:mm} {recurrence.Zone.Id}";
        }

        return $"by the rule {rule.Text} from {start:yyyy-MM-dd HH:mm} {recurrence.Zone.Id}";
    }

    private static string? Days(RecurrenceRule rule, DateTime start) => rule switch
    {
        { Frequency: Frequency.Daily, ByDay.Count: 0, ByMonthDay.Count: 0 } => "daily",
        { Frequency: Frequency.Weekly or Frequency.Daily, ByDay.Count: > 0, ByMonthDay.Count: 0 } => DayWords.Say([.. rule.ByDay.Select(d => d.Day)]),
        { Frequency: Frequency.Weekly, ByDay.Count: 0 } => $"every {start.DayOfWeek}",
        { Frequency: Frequency.Monthly, ByDay: [{ Ordinal: >= -1 and <= 4 and not 0 } day], ByMonthDay.Count: 0 } => $"{Counted(day.Ordinal)} {day.Day} of the month",
        { Frequency: Frequency.Monthly, ByDay.Count: 0, ByMonthDay: [-1] } => "last day of the month",
        { Frequency: Frequency.Monthly, ByDay.Count: 0, ByMonthDay: [> 0 and var number] } => $"day {number} of the month",
        { Frequency: Frequency.Monthly, ByDay.Count: 0, ByMonthDay.Count: 0 } => $"day {start.Day} of the month",
        _ => null,
    };

    private static string Counted(int ordinal) => ordinal switch { 1 => "first", 2 => "second", 3 => "third", 4 => "fourth", _ => "last" };
}

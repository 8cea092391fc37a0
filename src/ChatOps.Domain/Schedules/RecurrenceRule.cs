namespace ChatOps.Domain.Schedules;

/// <summary>How large the periods are that a rule goes through.</summary>
public enum Frequency
{
    None = 0,
    Minutely,
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// <summary>A day of the week, perhaps counted within the month or year.</summary>
/// <param name="Ordinal">0: each; 2: the second; -1: the last.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct RuleDay(int Ordinal, DayOfWeek Day);

/// <summary>The parts of an RFC 5545 recurrence rule (3.3.10). An empty list: that part was not given.</summary>
public sealed record RecurrenceRule
{
    public required Frequency Frequency { get; init; }
    public int Interval { get; init; } = 1;

    /// <summary>How many times in all, counted from the start; null: no such end.</summary>
    public int? Count { get; init; }

    /// <summary>The last moment; null: none, or <see cref="UntilLocal"/> says it.</summary>
    public DateTimeOffset? UntilUtc { get; init; }

    /// <summary>The last local time, where UNTIL was written without Z.</summary>
    public DateTime? UntilLocal { get; init; }

    public IReadOnlyList<int> ByMonth { get; init; } = [];
    public IReadOnlyList<int> ByWeekNo { get; init; } = [];
    public IReadOnlyList<int> ByYearDay { get; init; } = [];
    public IReadOnlyList<int> ByMonthDay { get; init; } = [];
    public IReadOnlyList<RuleDay> ByDay { get; init; } = [];
    public IReadOnlyList<int> ByHour { get; init; } = [];
    public IReadOnlyList<int> ByMinute { get; init; } = [];
    public IReadOnlyList<int> BySecond { get; init; } = [];
    public IReadOnlyList<int> BySetPos { get; init; } = [];
    public DayOfWeek WeekStart { get; init; } = DayOfWeek.Monday;

    /// <summary>The rule as it was written, without <c>RRULE:</c>, in capitals.</summary>
    public required string Text { get; init; }

    /// <summary>Whether it must be known from when it counts: every second week, ten times.</summary>
    public bool NeedsStart => Interval > 1 || Count is not null;

    /// <param name="text">Such as <c>FREQ=WEEKLY;BYDAY=MO,TU;BYHOUR=9;BYMINUTE=0</c>, with or without <c>RRULE:</c> in front.</param>
    /// <exception cref="FormatException">With words that name the place in the text.</exception>
    public static RecurrenceRule Parse(string text) => new RecurrenceRuleText(text).Read();

    public override string ToString() => Text;
}

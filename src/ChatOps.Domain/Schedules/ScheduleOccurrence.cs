namespace ChatOps.Domain.Schedules;

/// <summary>One moment of a schedule that came, and what came of it. There is one for each moment, whoever looks.</summary>
public sealed class ScheduleOccurrence
{
    public ScheduleOccurrence(long schedule, DateTimeOffset at, bool goes, string words)
    {
        Schedule = schedule;
        At = at;
        Goes = goes;
        Words = words;
    }

    private ScheduleOccurrence() => Words = "";

    public long Schedule { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>False: it was missed, and nothing was done.</summary>
    public bool Goes { get; private set; }

    public string Words { get; private set; }
}

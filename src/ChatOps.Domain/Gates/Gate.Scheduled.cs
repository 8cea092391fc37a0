using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Gates;

/// <summary>The time for which a deployment was asked. Without one there is no such gate.</summary>
public static partial class Gate
{
    public const string ScheduledName = "scheduled";

    internal static IEnumerable<GateResult> Scheduled(PlannedStart? start, DateTimeOffset now)
    {
        if (start is null) yield break;
        yield return now < start.At
            ? new(ScheduledName, Verdict.Waiting, $"scheduled for {start.Text}", start.At, TimeAlone)
            : new(ScheduledName, Verdict.Passed, $"scheduled for {start.Text}");
    }

    /// <summary>It keeps nobody waiting before its time, and nobody keeps it from being asked for.</summary>
    internal static GateResult LineLater(PlannedStart start) => new("line", Verdict.Passed, $"it joins the line at {start.Text}");
}

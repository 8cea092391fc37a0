using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Pipelines;

/// <summary>What a named time adds: all is prepared and asked before it, and the run joins the environment's line at it.</summary>
public sealed partial class PipelineRun
{
    /// <summary>When it may begin; null: as soon as it can.</summary>
    public PlannedStart? Start { get; private set; }

    /// <summary>Somebody was there when its time had come.</summary>
    public bool IsDue { get; private set; }

    private bool IsBeforeItsTime(DateTimeOffset now) => Start is { } start && now < start.At;

    private void JoinLine(DateTimeOffset now) => InLineSince = IsBeforeItsTime(now) ? Start!.At : now;

    // What people are asked beforehand is asked for that time: neither the question nor an answer grows old before it.
    private DateTimeOffset? AskedFor => AskedAt is { } asked ? NotBeforeItsTime(asked) : null;

    private DateTimeOffset NotBeforeItsTime(DateTimeOffset at) => Start is { } start && start.At > at ? start.At : at;

    private bool EndsTooLate(DateTimeOffset now)
    {
        if (Start is not { } start || IsDue || IsBeforeItsTime(now)) return false;
        if (now <= start.Latest)
        {
            IsDue = true;
            Happened("run.due", null, $"it was scheduled for {start.Text}");
            return false;
        }

        Finish(RunStatus.Cancelled, null, $"it was scheduled for {start.Text}, and nobody was there to begin it, or its release was not ready, in the {Words.Of(start.Latest - start.At)} that it may be late; nothing was changed. Ask for it again if it is still wanted", now);
        return true;
    }
}

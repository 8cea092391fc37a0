using ChatOps.Domain.Schedules;

namespace ChatOps.Projects;

/// <summary>The settings under <c>Schedules</c>.</summary>
public sealed class SchedulesOptions
{
    public const string Section = "Schedules";

    /// <summary>What becomes of a time that went by while the bot was down.</summary>
    public MissedKind Missed { get; set; } = MissedKind.Run;

    /// <summary>With <see cref="MissedKind.Run"/>: how late it may be.</summary>
    public TimeSpan MissedWithin { get; set; } = TimeSpan.FromHours(1);

    public MissedPolicy ToPolicy() => new(Missed == MissedKind.Run, MissedWithin);
}

public enum MissedKind
{
    /// <summary>It is made up for, if it is not too late.</summary>
    Run = 1,

    /// <summary>It is left out.</summary>
    Skip,
}

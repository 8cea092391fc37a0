namespace ChatOps.Domain.Schedules;

/// <summary>What a schedule does each time.</summary>
public enum ScheduleKind
{
    /// <summary>Deploys the newest good release to an environment.</summary>
    Deploy = 1,

    /// <summary>Tells a channel what goes out, what waits and what runs where.</summary>
    Notify,

    /// <summary>Tells a channel the release notes of the week.</summary>
    Notes,
}

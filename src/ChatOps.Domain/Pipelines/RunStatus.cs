namespace ChatOps.Domain.Pipelines;

/// <summary>Where a pipeline run is. The last six are final.</summary>
public enum RunStatus
{
    Running = 1,

    /// <summary>Behind another run of the same environment.</summary>
    Queued,
    WaitingForApproval,

    Succeeded,
    Failed,

    /// <summary>A gate, a rule or a person said no; nothing was changed.</summary>
    Refused,
    Cancelled,

    /// <summary>The new release did not prove healthy; what ran before runs still, or again.</summary>
    RolledBack,

    /// <summary>The target can't be asked how the last order ended. A person must look.</summary>
    OutcomeUnknown,
}

public static class RunStatuses
{
    public static bool IsFinal(this RunStatus status) => status >= RunStatus.Succeeded;
}

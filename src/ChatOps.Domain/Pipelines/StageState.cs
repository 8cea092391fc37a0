namespace ChatOps.Domain.Pipelines;

public enum StageState
{
    Waiting = 1,
    Running,
    Passed,
    Failed,
    Skipped,
    Cancelled,
    RolledBack,
    OutcomeUnknown,
}

namespace ChatOps.Domain.Pipelines;

public enum StageKind
{
    /// <summary>Finds the CI run.</summary>
    Source = 1,

    /// <summary>A job that CI ran.</summary>
    Ci,

    /// <summary>Copies the artifacts into the store and pins their digests.</summary>
    Artifacts,
    Deploy,
    Verify,
}

/// <summary>One stage of one run.</summary>
/// <param name="Words">A short remark; untrusted text.</param>
public sealed record StageRun(
    string Name, StageKind Kind, StageState State, DateTimeOffset? StartedAt = null, DateTimeOffset? FinishedAt = null, string Words = "")
{
    public StageRun Begin(DateTimeOffset now) => State == StageState.Waiting ? this with { State = StageState.Running, StartedAt = now } : this;

    public StageRun End(StageState state, DateTimeOffset now, string words) =>
        this with { State = state, StartedAt = StartedAt ?? now, FinishedAt = now, Words = words };

    public TimeSpan? Took(DateTimeOffset now) => StartedAt is { } start ? (FinishedAt ?? now) - start : null;
}

using ChatOps.Domain.Pipelines.Stages;

namespace ChatOps.Pipelines.Stages;

/// <summary>What does the work of one kind of stage. It never waits for the end: it begins, and answers how it does.</summary>
public abstract class StageWork
{
    /// <summary>Begins the try. A second call for the same try begins nothing more.</summary>
    public abstract Task<StageAnswer> Begin(StageOrder order, CancellationToken ct);

    /// <summary>How does it do?</summary>
    public abstract Task<StageAnswer> Ask(StageOrder order, CancellationToken ct);

    /// <summary>It is no longer wanted: it took too long, or its run ended.</summary>
    public virtual Task Stop(StageOrder order, CancellationToken ct) => Task.CompletedTask;
}

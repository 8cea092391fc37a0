using ChatOps.Domain.Pipelines;
using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ChatOps.Pipelines;

/// <summary>A run's lease: one holder at a time works on it. Read and written in the transaction that loads the run.</summary>
internal readonly struct LeaseColumns(EntityEntry<PipelineRun> run)
{
    private readonly PropertyEntry<PipelineRun, string?> _owner = run.Property<string?>(Lease.Owner);
    private readonly PropertyEntry<PipelineRun, DateTimeOffset?> _until = run.Property<DateTimeOffset?>(Lease.Until);
    private readonly PropertyEntry<PipelineRun, long> _token = run.Property<long>(Lease.Token);

    public bool TryTake(string owner, DateTimeOffset now, TimeSpan length)
    {
        if (_owner.CurrentValue is { } other && other != owner && _until.CurrentValue > now) return false;
        if (_owner.CurrentValue != owner) _token.CurrentValue++;
        _owner.CurrentValue = owner;
        _until.CurrentValue = now + length;
        return true;
    }

    public void ReleaseIfMine(string owner)
    {
        if (_owner.CurrentValue == owner) Release();
    }

    /// <summary>If nothing else changed either, nothing is written at all.</summary>
    public void Release()
    {
        if (_owner.OriginalValue is null) _token.CurrentValue = _token.OriginalValue;
        _owner.CurrentValue = null;
        _until.CurrentValue = null;
    }
}

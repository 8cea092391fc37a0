namespace ChatOps.Domain.Pipelines;

/// <summary>What CI tells by itself: only that something may have changed. What it is, CI is asked.</summary>
public sealed partial class PipelineRun
{
    // Word came, and the answer that came next may have been on its way already.
    private bool _isCiHeardOf;

    /// <summary>The CI run whose end it waits for; null: of none.</summary>
    public long? AwaitedCiRun => Due is ResolveRelease ? CiRun : null;

    /// <summary>Its CI run may have changed.</summary>
    /// <returns>CI is to be asked now.</returns>
    public bool CiMayHaveChanged(DateTimeOffset now)
    {
        if (Due is not ResolveRelease) return false;
        _isCiHeardOf = true;
        // A source that gave no answer is asked again in its own time, however much it tells.
        if (_failures > 0) return false;
        LookAgainAt = now;
        return true;
    }
}

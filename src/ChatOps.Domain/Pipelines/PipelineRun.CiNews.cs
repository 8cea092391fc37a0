namespace ChatOps.Domain.Pipelines;

/// <summary>What CI tells by itself: only that something may have changed. What it is, CI is asked.</summary>
public sealed partial class PipelineRun
{
    // Word came, and the answer that came next may have been on its way already.
    private bool _isCiHeardOf;

    /// <summary>The CI run whose end it waits for; null: of none.</summary>
    public long? AwaitedCiRun => Due is ResolveRelease ? CiRun : null;

    /// <summary>The attempt whose order was given and has not ended; null: there is none.</summary>
    public long? AwaitedAttempt => Due is GiveOrder { IsRecorded: true } order ? order.Token : null;

    /// <summary>What it waits for in CI may have changed: its CI run, or the work that deploys it.</summary>
    /// <returns>CI is to be asked now.</returns>
    public bool CiMayHaveChanged(DateTimeOffset now)
    {
        var due = Due;
        if (due is not (ResolveRelease or GiveOrder { IsRecorded: true })) return false;
        // An order that rests has no answer on its way: one question is enough, however often word comes.
        _isCiHeardOf |= due is ResolveRelease || !(LookAgainAt > now);
        // A source that gave no answer is asked again in its own time, however much it tells.
        if (_failures > 0 || _silentSince is not null) return false;
        LookAgainAt = now;
        return true;
    }
}

namespace ChatOps.Tests.Slack;

/// <summary>Real time that can be moved on. Timers run by the real clock.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private TimeSpan _shift;
    private DateTimeOffset? _stands;

    public override DateTimeOffset GetUtcNow() => _stands ?? (System.GetUtcNow() + _shift);

    public void Move(TimeSpan by)
    {
        _shift += by;
        _stands += by;
    }

    /// <summary>From now on it goes on only when it is moved.</summary>
    public void StandStill(DateTimeOffset at) => _stands = at;
}

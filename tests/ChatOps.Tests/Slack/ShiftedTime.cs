namespace ChatOps.Tests.Slack;

/// <summary>Real time that can be moved on. Timers run by the real clock.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private TimeSpan _shift;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;

    public void Move(TimeSpan by) => _shift += by;
}

namespace ChatOps.Jobs;

/// <summary>The job engine, used for one thing: to say "look at this run". A wake-up carries no truth; it may come twice, late or never.</summary>
public interface IWakeUps
{
    /// <summary>Soon. Wake-ups for one run that are not yet begun become one.</summary>
    Task Wake(long run, CancellationToken ct);

    /// <summary>At about that time, unless something wakes it earlier.</summary>
    Task WakeAt(long run, DateTimeOffset when, CancellationToken ct);
}

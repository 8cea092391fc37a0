namespace ChatOps.Targets.LocalProcesses.Forwarding;

/// <summary>Where an instance listens, and how many requests are on their way through it.</summary>
internal sealed class Backend(long token, long ciRun, int port)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private int _inFlight;

    public long Token => token;

    public long CiRun => ciRun;

    public int Port => port;

    public void Enter() => Interlocked.Increment(ref _inFlight);

    public void Leave() => Interlocked.Decrement(ref _inFlight);

    /// <returns>How many requests were still unfinished when the limit had passed; 0 if all finished.</returns>
    public async Task<int> Drain(TimeSpan limit, TimeProvider time, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        while (Volatile.Read(ref _inFlight) > 0 && time.GetElapsedTime(start) < limit) await Task.Delay(Look, time, ct);
        return Volatile.Read(ref _inFlight);
    }
}

namespace ChatOps.Targets.LocalProcesses.Forwarding;

/// <summary>Says, request by request, which instance serves. A request that has entered an instance is counted until it leaves.</summary>
internal sealed class Traffic
{
    private readonly Lock _lock = new();
    private Backend? _current;

    public Backend? Current
    {
        get
        {
            lock (_lock) return _current;
        }
    }

    /// <summary>From the next request on. No request can enter the one before any more.</summary>
    public void SendTo(Backend? backend)
    {
        lock (_lock) _current = backend;
    }

    /// <returns>Null if nothing serves.</returns>
    public Lease? Enter()
    {
        lock (_lock)
        {
            _current?.Enter();
            return _current is null ? null : new(_current);
        }
    }

    internal sealed class Lease(Backend backend) : IDisposable
    {
        public Backend Backend => backend;

        public void Dispose() => backend.Leave();
    }
}

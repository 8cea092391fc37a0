namespace ChatOps.Slack.Client;

/// <summary>A lock for each key that is in use: two edits of one message never overtake each other on the wire.</summary>
internal sealed class OneAtATime<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Gate> _gates = [];

    private sealed class Gate
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public int Users { get; set; }
    }

    public async Task Run(TKey key, Func<Task> work, CancellationToken ct)
    {
        Gate gate;
        lock (_gates)
        {
            gate = _gates.TryGetValue(key, out var there) ? there : _gates[key] = new();
            gate.Users++;
        }

        try
        {
            await gate.Turn.WaitAsync(ct);
            try
            {
                await work();
            }
            finally
            {
                gate.Turn.Release();
            }
        }
        finally
        {
            lock (_gates)
            {
                if (--gate.Users == 0)
                {
                    _gates.Remove(key);
                    gate.Turn.Dispose();
                }
            }
        }
    }
}

namespace ChatOps.Slack.FrontDoor;

/// <summary>The deliveries seen lately, so that the very same one doesn't come in twice. The database remembers acts for longer.</summary>
internal sealed class Deliveries(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _until = [];
    private DateTimeOffset _sweepAt = DateTimeOffset.MinValue;

    public int Count
    {
        get
        {
            lock (_lock) return _until.Count;
        }
    }

    /// <param name="until">From then on, something else keeps the delivery out.</param>
    /// <returns>False if it was seen before.</returns>
    public bool TryBegin(string delivery, DateTimeOffset until)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (now >= _sweepAt)
            {
                foreach (var old in _until.Where(u => u.Value < now).Select(u => u.Key).ToList()) _until.Remove(old);
                _sweepAt = now + TimeSpan.FromSeconds(10);
            }

            return _until.TryAdd(delivery, until);
        }
    }

    /// <summary>Handling it failed: sent again, it is to be let in.</summary>
    public void Release(string delivery)
    {
        lock (_lock) _until.Remove(delivery);
    }
}

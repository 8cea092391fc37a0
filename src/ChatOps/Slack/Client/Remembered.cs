namespace ChatOps.Slack.Client;

/// <summary>Keeps answers for a while. Who asks for the same thing meanwhile shares the one request; a failure is not kept.</summary>
internal sealed class Remembered<TKey, TValue>(TimeProvider time, TimeSpan age)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];

    /// <param name="Asked">Counted from when it was asked, not answered: the answer is never older than it claims.</param>
    private sealed record Entry(Task<TValue> Value, DateTimeOffset Asked);

    public void Clear()
    {
        lock (_lock) _entries.Clear();
    }

    /// <param name="ask">Runs for everybody who waits: it doesn't end because one of them gives up, so it needs a time limit of its own.</param>
    public Task<TValue> Get(TKey key, Func<TKey, Task<TValue>> ask, CancellationToken ct)
    {
        Task<TValue> value;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_entries.TryGetValue(key, out var entry) && !entry.Value.IsFaulted && !entry.Value.IsCanceled && now - entry.Asked < age)
            {
                value = entry.Value;
            }
            else
            {
                if (_entries.Count > 1000)
                    foreach (var old in _entries.Where(e => now - e.Value.Asked >= age).Select(e => e.Key).ToList()) _entries.Remove(old);
                value = Task.Run(() => ask(key), CancellationToken.None);
                _entries[key] = new(value, now);
            }
        }

        return value.WaitAsync(ct);
    }
}

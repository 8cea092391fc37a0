namespace ChatOps.Slack.Client;

/// <summary>Lets about one message a second into a channel, with a small burst, as chat.postMessage is limited per channel.
/// https://docs.slack.dev/apis/web-api/rate-limits.</summary>
internal sealed class Pacer(TimeProvider time, TimeSpan interval, int burst)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _nextFree = [];

    public Task Turn(string channel, CancellationToken ct)
    {
        var wait = Reserve(channel);
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, ct) : Task.CompletedTask;
    }

    internal TimeSpan Reserve(string channel)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_nextFree.Count > 1000)
                foreach (var idle in _nextFree.Where(f => f.Value < now).Select(f => f.Key).ToList()) _nextFree.Remove(idle);
            var turn = _nextFree.TryGetValue(channel, out var free) && free > now ? free : now;
            _nextFree[channel] = turn + interval;
            return turn - now - (interval * (burst - 1));
        }
    }
}

using System.Collections.Concurrent;

namespace ChatOps.Slack.Client;

/// <summary>Remembers until when Slack doesn't want to hear of a method. Its limits count per method and workspace, see
/// https://docs.slack.dev/apis/web-api/rate-limits.</summary>
internal sealed class HoldOffs(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new();

    public void Set(string method, TimeSpan wait)
    {
        var until = time.GetUtcNow() + wait;
        _until.AddOrUpdate(method, until, (_, before) => before > until ? before : until);
    }

    /// <returns>How long to wait still, or null.</returns>
    public TimeSpan? Left(string method) =>
        _until.TryGetValue(method, out var until) && until - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null;
}

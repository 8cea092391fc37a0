using System.Security.Cryptography;
using ChatOps.LocalWorkspace.WebApi;

namespace ChatOps.LocalWorkspace.Requests;

/// <summary>A trigger lets the bot open one modal before the person who just did something: once, within three seconds.</summary>
internal sealed class Triggers(TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Trigger> _triggers = [];

    public string Issue(string user)
    {
        var now = time.GetUtcNow();
        var id = $"{now.ToUnixTimeSeconds()}.{RandomNumberGenerator.GetInt32(1_000_000_000)}.{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        lock (_lock)
        {
            foreach (var (old, _) in _triggers.Where(t => now - t.Value.At > Remembered).ToList())
                _triggers.Remove(old);
            _triggers[id] = new Trigger(user, now, IsUsed: false);
        }

        return id;
    }

    /// <returns>The person before whom a modal may be opened.</returns>
    public string Exchange(string id)
    {
        lock (_lock)
        {
            if (!_triggers.TryGetValue(id, out var trigger))
                throw new ApiRefusedException("invalid_trigger_id");
            if (trigger.IsUsed)
                throw new ApiRefusedException("exchanged_trigger_id");
            if (time.GetUtcNow() - trigger.At > Life)
                throw new ApiRefusedException("expired_trigger_id");
            _triggers[id] = trigger with { IsUsed = true };
            return trigger.User;
        }
    }

    private sealed record Trigger(string User, DateTimeOffset At, bool IsUsed);
}

using System.Security.Cryptography;

namespace ChatOps.LocalWorkspace.WebApi;

/// <summary>Addresses at which the bot may answer to one act of one person: five times, for half an hour.</summary>
internal sealed class ResponseUrls(TimeProvider time)
{
    private const int Uses = 5;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Issued> _issued = [];

    public string Issue(ResponsePlace place, Uri workspace)
    {
        var id = RandomNumberGenerator.GetHexString(40, lowercase: true);
        var now = time.GetUtcNow();
        lock (_lock)
        {
            foreach (var (old, _) in _issued.Where(i => now - i.Value.At > Life + Life).ToList())
                _issued.Remove(old);
            _issued[id] = new Issued(place, now, Used: 0);
        }

        return new Uri(workspace, "local/response/" + id).ToString();
    }

    public ResponsePlace Use(string id)
    {
        lock (_lock)
        {
            if (!_issued.TryGetValue(id, out var issued))
                throw new ApiRefusedException("invalid_url");
            if (time.GetUtcNow() - issued.At > Life)
                throw new ApiRefusedException("expired_url");
            if (issued.Used == Uses)
                throw new ApiRefusedException("used_url");
            _issued[id] = issued with { Used = issued.Used + 1 };
            return issued.Place;
        }
    }

    private sealed record Issued(ResponsePlace Place, DateTimeOffset At, int Used);
}

/// <summary>Where an answer goes.</summary>
/// <param name="MessageTs">The message that was clicked on, if one was.</param>
internal sealed record ResponsePlace(string User, string Channel, string? MessageTs = null, string? ThreadTs = null);

using System.Globalization;

namespace ChatOps.CiSources.GitHub;

/// <summary>What is left: of the hour's calls as GitHub tells it, and of the minute's points as they are counted here.</summary>
internal sealed partial class RateLimits
{
    // https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#calculating-points-for-the-secondary-rate-limit:
    // 900 a minute; a hundred are left to whoever else asks with the same token.
    public const int Read = 1, Write = 5;
    private const int MostPoints = 800;

    private DateTimeOffset _minute;
    private int _points;
    private (int Limit, int Remaining, DateTimeOffset Reset)? _left;

    /// <summary>So little is left of the hour that what can wait should.</summary>
    public bool IsScarce
    {
        get
        {
            lock (_lock) return _left is { } left && left.Reset > time.GetUtcNow() && left.Remaining < left.Limit / 10;
        }
    }

    /// <summary>Empty until GitHub told it.</summary>
    public string Budget
    {
        get
        {
            lock (_lock)
                return _left is not { } left || left.Reset <= time.GetUtcNow() ? ""
                    : string.Create(CultureInfo.InvariantCulture, $"{left.Remaining:N0} of {left.Limit:N0} requests left until {left.Reset.UtcDateTime:HH:mm} UTC");
        }
    }

    /// <exception cref="CiUnavailableException">This minute's points are spent.</exception>
    public void Spend(int points)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now - _minute >= Least || now < _minute) (_minute, _points) = (now, 0);
            if (_points + points > MostPoints) throw new CiUnavailableException($"GitHub was asked as often as it allows in a minute; it is asked again at {(_minute + Least).UtcDateTime:HH:mm:ss} UTC.");
            _points += points;
        }
    }

    private void Note(HttpResponseMessage answer)
    {
        // Searches and others have limits of their own.
        if (Header(answer, "x-ratelimit-resource") is { } what && what != "core") return;
        if (Number(answer, "x-ratelimit-limit") is not { } limit || Number(answer, "x-ratelimit-remaining") is not { } remaining || Reset(answer) is not { } reset) return;
        lock (_lock) _left = (limit, remaining, reset);
    }

    private static int? Number(HttpResponseMessage answer, string name) =>
        int.TryParse(Header(answer, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LocalGitHub;

/// <summary>Both kinds of limit: so many an hour, and "slow down".</summary>
internal sealed class RateLimit
{
    private int _remaining = 5000;
    private DateTimeOffset? _reset;
    private (int Status, int? RetryAfter, DateTimeOffset Until)? _secondary;

    /// <summary>How often it was asked while it said to wait.</summary>
    public int AskedTooEarly { get; private set; }

    /// <summary>The hour's calls are used up.</summary>
    public void UseUp(DateTimeOffset reset) => (_remaining, _reset) = (0, reset);

    /// <param name="retryAfter">Seconds; null: it is not told.</param>
    public void SlowDown(int status, int? retryAfter, DateTimeOffset until) => _secondary = (status, retryAfter, until);

    public Reply? Refusal(HttpResponse response, DateTimeOffset now)
    {
        if (_secondary is { } slow && now < slow.Until)
        {
            AskedTooEarly++;
            if (slow.RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Reply.Refused(slow.Status, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
        }

        if (_reset <= now) (_remaining, _reset) = (5000, null);
        if (_remaining > 0)
        {
            _remaining--;
            return null;
        }

        AskedTooEarly++;
        return Reply.Refused(403, "API rate limit exceeded for user ID 1.");
    }

    public void Tell(HttpResponse response, DateTimeOffset now)
    {
        response.Headers["x-ratelimit-limit"] = "5000";
        response.Headers["x-ratelimit-remaining"] = $"{_remaining}";
        response.Headers["x-ratelimit-reset"] = $"{(_reset ?? now.AddHours(1)).ToUnixTimeSeconds()}";
        response.Headers["x-ratelimit-resource"] = "core";
    }
}

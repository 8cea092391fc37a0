using System.Globalization;
using System.Net;

namespace ChatOps.CiSources.GitHub;

/// <summary>Until when GitHub doesn't want to be asked. One for all calls of the process: whoever goes on asking is kept out for longer.</summary>
/// <remarks>https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api: <c>retry-after</c> first, then the reset, else a minute and more.</remarks>
internal sealed partial class RateLimits(TimeProvider time)
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1), Most = TimeSpan.FromHours(1), Second = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private DateTimeOffset _until;
    private TimeSpan _last;

    /// <summary>When it may be asked again; null: now.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            lock (_lock) return _until > time.GetUtcNow() ? _until : null;
        }
    }

    /// <summary>Empty while there is nothing to tell.</summary>
    public string Words => Until is { } until ? $"GitHub's rate limit is used up; it is asked again at {until.UtcDateTime:HH:mm:ss} UTC" : "";

    /// <exception cref="CiUnavailableException">Not yet.</exception>
    public void Check()
    {
        if (Words is { Length: > 0 } words) throw new CiUnavailableException($"{words}.");
    }

    /// <summary>Reads from every answer how much is left.</summary>
    /// <returns>The answer is a refusal because of a limit.</returns>
    public bool Observe(HttpResponseMessage answer, string body)
    {
        var isRefusal = answer.StatusCode is HttpStatusCode.TooManyRequests
            || (answer.StatusCode == HttpStatusCode.Forbidden
                && (answer.Headers.RetryAfter is not null || IsUsedUp(answer) || body.Contains("rate limit", StringComparison.OrdinalIgnoreCase)));
        Note(answer);
        // What was answered in time still counts; the next one would be refused.
        if (isRefusal || (answer.IsSuccessStatusCode && IsUsedUp(answer) && Reset(answer) is not null)) HoldOff(answer, isRefusal);
        else if (answer.IsSuccessStatusCode) lock (_lock) _last = TimeSpan.Zero;
        return isRefusal;
    }

    private void HoldOff(HttpResponseMessage answer, bool isRefusal)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            TimeSpan wait;
            if (RetryAfter(answer, now) is { } asked) wait = asked;
            else if (IsUsedUp(answer) && Reset(answer) is { } reset) wait = reset - now + Second;
            else if (isRefusal) wait = _last = _last == TimeSpan.Zero ? Least : _last * 2;
            else return;
            // A clock that is wrong, here or there, must not stop everything for days.
            var until = now + (wait < Second ? Second : wait > Most ? Most : wait);
            if (until > _until) _until = until;
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, DateTimeOffset now) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - now,
        _ => null,
    };

    private static bool IsUsedUp(HttpResponseMessage answer) => Header(answer, "x-ratelimit-remaining") == "0";

    private static DateTimeOffset? Reset(HttpResponseMessage answer) =>
        long.TryParse(Header(answer, "x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.First() : null;
}

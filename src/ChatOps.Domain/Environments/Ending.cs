using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Environments;

/// <summary>When a lock or a freeze is to end by itself, as it was asked for.</summary>
/// <param name="Text">What <see cref="TypedTime"/> reads: <c>18:00</c>, <c>tomorrow 9:30 Europe/Berlin</c>, <c>in 2h</c>; untrusted. Without a zone it is UTC.</param>
public sealed record Ending(string Text)
{
    /// <returns>The moment, or what is wrong with the words.</returns>
    public (DateTimeOffset? At, string Fault) Resolve(DateTimeOffset now)
    {
        var words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!TypedTime.TryParse(words, now, TimeZoneInfo.Utc, out var time, out var refusal)) return (null, refusal);
        return time.Words == words.Length ? (time.At, "") : (null, $"I don't know what to do with \"{words[time.Words]}\" behind the time. A reason goes behind \"because\".");
    }
}

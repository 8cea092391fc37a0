namespace ChatOps.Domain.Releases;

/// <summary>How long CI keeps the artifacts of a run, and whether that matters: with a copy of our own it does not.</summary>
public static class Expiry
{
    /// <returns>When CI deletes the first of them; null if it tells of no such time.</returns>
    public static DateTimeOffset? Of(CiRun? ci) => ci?.Artifacts.Min(a => a.ExpiresAt);

    /// <returns>A short line for people; empty if CI keeps them for good, or the artifacts are not there yet.</returns>
    public static string Line(CiRun? ci, Release? release, DateTimeOffset now)
    {
        if (Of(ci) is not { } until) return "";
        var words = until > now ? $"CI keeps its artifacts until {until:yyyy-MM-dd}" : $"CI kept its artifacts until {until:yyyy-MM-dd}";
        return release switch
        {
            null => words,
            { CleanedAt: { } cleaned } => $"{words}; our copy was cleaned up on {cleaned:yyyy-MM-dd}",
            _ => $"{words}; our copy stays",
        };
    }

    /// <returns>Words where it matters, because there is no copy of ours; empty otherwise.</returns>
    public static string Warning(CiRun? ci, bool isHere, DateTimeOffset now) => (Of(ci), isHere) switch
    {
        (null, _) or (_, true) => "",
        ({ } until, _) when until <= now => $"CI's artifacts of run {ci!.Id} expired on {until:yyyy-MM-dd}, and there is no copy of them here: run CI again, and deploy the new run.",
        ({ } until, _) => $"CI keeps the artifacts of run {ci!.Id} until {until:yyyy-MM-dd HH:mm} UTC, {Words.Of(until - now)} from now, and there is no copy of them here.",
    };
}

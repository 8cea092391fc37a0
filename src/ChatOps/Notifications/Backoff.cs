namespace ChatOps.Notifications;

internal static class Backoff
{
    /// <summary>When to try again after so many failures: soon, then less and less often, every half minute at last.</summary>
    /// <param name="told">How long the chat told us to wait, if it did.</param>
    public static DateTimeOffset After(int failures, TimeSpan? told, DateTimeOffset now) =>
        now + (told ?? TimeSpan.FromSeconds(Math.Min(30, Math.Pow(2, Math.Min(failures, 5)) / 2)));
}

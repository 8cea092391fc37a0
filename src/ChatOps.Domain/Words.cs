namespace ChatOps.Domain;

/// <summary>Times, moments and sizes as people read them.</summary>
public static class Words
{
    /// <returns>Such as <c>1.5 days</c>; never more than it is.</returns>
    public static string Of(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => $"{Whole(time.TotalDays)} days",
        { TotalHours: >= 2 } => $"{Whole(time.TotalHours)} hours",
        { TotalMinutes: >= 2 } => $"{Whole(time.TotalMinutes)} minutes",
        _ => $"{Whole(time.TotalSeconds)} s",
    };

    public static string Of(DateTimeOffset moment) => $"{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";

    /// <returns>Such as <c>1.2 MB</c>.</returns>
    public static string OfBytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => $"{Rounded(bytes / 1024.0)} KB",
        < 1024L * 1024 * 1024 => $"{Rounded(bytes / (1024.0 * 1024))} MB",
        _ => $"{Rounded(bytes / (1024.0 * 1024 * 1024))} GB",
    };

    private static string Rounded(double count) => count.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);

    // What is nearly there is not there: never rounded up.
    private static string Whole(double count) => (Math.Floor(count * 10) / 10).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}

namespace ChatOps.Domain;

/// <summary>Times and moments as people read them.</summary>
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

    // What is nearly there is not there: never rounded up.
    private static string Whole(double count) => (Math.Floor(count * 10) / 10).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}

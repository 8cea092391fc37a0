using System.Globalization;
using ChatOps.Domain.Releases;

namespace ChatOps.Artifacts;

/// <summary>The settings under <c>Artifacts</c>.</summary>
public sealed class ArtifactOptions
{
    public const string Section = "Artifacts";

    /// <summary>The folder that holds every artifact taken in, by digest. Several bots may share it.</summary>
    public string Root { get; set; } = "artifacts";

    /// <summary>How many of the last releases of each project are kept, whether anything needs them or not.</summary>
    public int KeepReleases { get; set; } = 20;

    /// <summary>How many of the last releases that came to an environment that comes after another are kept, for each such environment.</summary>
    public int KeepPromoted { get; set; } = 10;

    /// <summary>How long whatever was taken in is kept in any case.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>When the rest is cleaned up every day, in UTC; empty: never by itself.</summary>
    public string CleanupAt { get; set; } = "03:00";

    public RetentionPolicy ToPolicy() => new(KeepReleases, KeepPromoted, KeepFor);

    /// <returns>The next such moment after this one; null: never.</returns>
    public DateTimeOffset? NextCleanup(DateTimeOffset now)
    {
        if (CleanupAt.Length == 0) return null;
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + TimeOnly.ParseExact(CleanupAt, "HH:mm", CultureInfo.InvariantCulture).ToTimeSpan();
        return today > now ? today : today.AddDays(1);
    }
}

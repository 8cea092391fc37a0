using System.Globalization;
using ChatOps.Artifacts;

namespace ChatOps.Hosting;

/// <summary>What may be wrong with the settings of the artifact store.</summary>
internal static partial class SettingsCheck
{
    private static void Artifacts(ArtifactOptions artifacts, List<string> faults)
    {
        if (artifacts.KeepReleases < 1) faults.Add("Artifacts:KeepReleases must be above 0: the last release of a project always stays.");
        if (artifacts.KeepPromoted < 0) faults.Add("Artifacts:KeepPromoted must not be below 0.");
        if (artifacts.KeepFor < TimeSpan.Zero) faults.Add("Artifacts:KeepFor must not be below 0.");
        if (artifacts.CleanupAt.Length > 0 && !TimeOnly.TryParseExact(artifacts.CleanupAt, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            faults.Add($"Artifacts:CleanupAt must be a time of day in UTC such as 03:00, and is \"{Commands.PlainText.Shorten(artifacts.CleanupAt, 40)}\". Leave it empty if nothing is to be cleaned up by itself.");
    }
}

using ChatOps.Projects;

namespace ChatOps.Hosting;

/// <summary>What may be wrong with the settings of locks.</summary>
internal static partial class SettingsCheck
{
    private static void Lock(string key, LockOptions taken, List<string> faults)
    {
        if (taken.ExpiresAfter <= TimeSpan.Zero) faults.Add($"{key}:ExpiresAfter must be above 0; leave it out for locks that stay until somebody ends them.");
        if (taken.RemindAfter <= TimeSpan.Zero) faults.Add($"{key}:RemindAfter must be above 0.");
    }
}

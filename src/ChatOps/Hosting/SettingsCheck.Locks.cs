using ChatOps.Domain.Projects;
using ChatOps.Projects;

namespace ChatOps.Hosting;

/// <summary>What may be wrong with the settings of locks, windows and planned freezes.</summary>
internal static partial class SettingsCheck
{
    private static void Lock(string key, LockOptions taken, List<string> faults)
    {
        if (taken.ExpiresAfter <= TimeSpan.Zero) faults.Add($"{key}:ExpiresAfter must be above 0; leave it out for locks that stay until somebody ends them.");
        if (taken.RemindAfter <= TimeSpan.Zero) faults.Add($"{key}:RemindAfter must be above 0.");
    }

    private static void Windows(string key, EnvironmentOptions environment, List<string> faults)
    {
        Texts($"{key}:Windows", environment.Windows, text => new("", [], Approval: null) { Windows = [text] }, faults);
        Texts($"{key}:Freezes", environment.Freezes, text => new("", [], Approval: null) { Freezes = [text] }, faults);
    }

    private static void Texts(string key, IList<string> texts, Func<string, EnvironmentPolicy> with, List<string> faults)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            try
            {
                with(texts[i]).OpenTimes();
            }
            catch (FormatException fault)
            {
                faults.Add($"{key}:{i} can't be read. {fault.Message}");
            }
        }
    }
}

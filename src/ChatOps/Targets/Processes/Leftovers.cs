using System.Globalization;
using System.Text;

namespace ChatOps.Targets.Processes;

/// <summary>Finds processes that were started for an instance by an agent that died before it could note their number.</summary>
internal static class Leftovers
{
    public const string Variable = "CHATOPS_INSTANCE";

    /// <remarks>Only Linux tells what a process was started with. Elsewhere the moment between start and note stays open.</remarks>
    public static IEnumerable<ProcessIdentity> Of(string mark) => Of(Variable, mark);

    /// <inheritdoc cref="Of(string)"/>
    public static IEnumerable<ProcessIdentity> Of(string variable, string mark)
    {
        if (!OperatingSystem.IsLinux()) yield break;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) continue;
            if (Holds(pid, variable, mark) && ProcessIdentity.Of(pid) is { } found) yield return found;
        }
    }

    /// <returns>Whether the process was started with this variable; what it started has it too, unless somebody took care that it has not.</returns>
    public static bool Holds(int pid, string variable, string mark)
    {
        try
        {
            var wanted = Encoding.UTF8.GetBytes($"\0{variable}={mark}\0");
            byte[] all = [0, .. File.ReadAllBytes($"/proc/{pid}/environ"), 0];
            return all.AsSpan().IndexOf(wanted) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

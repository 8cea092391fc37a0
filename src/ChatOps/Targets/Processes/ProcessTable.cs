using System.Globalization;

namespace ChatOps.Targets.Processes;

/// <param name="Parent">The number of the process that it belongs to now.</param>
/// <param name="Session">The number of the process that leads its session.</param>
/// <param name="Memory">Bytes of it that lie in memory; what several processes share counts for each.</param>
internal sealed record ProcessEntry(ProcessIdentity Identity, int Parent, int Session, bool HasTerminal, long Memory);

/// <summary>The processes of this machine, at one moment.</summary>
internal static class ProcessTable
{
    /// <returns>Nothing on systems other than Linux, which have no <c>/proc</c>. What only waits to be reaped is not among them.</returns>
    public static IReadOnlyList<ProcessEntry> Read()
    {
        if (!OperatingSystem.IsLinux()) return [];
        var found = new List<ProcessEntry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && ProcessIdentity.EntryOf(pid) is { } entry)
                found.Add(entry);
        return found;
    }
}

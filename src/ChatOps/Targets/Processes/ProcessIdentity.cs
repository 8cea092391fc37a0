using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ChatOps.Targets.Processes;

/// <summary>One process and no other: numbers are given out again, so the moment it started belongs to it.</summary>
internal sealed record ProcessIdentity(int Pid, string Started)
{
    private const string BootFile = "/proc/sys/kernel/random/boot_id";
    private static readonly Lazy<string> Boot = new(() => File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : "");

    public static ProcessIdentity Mine => Of(Environment.ProcessId) ?? throw new InvalidOperationException("This process runs.");

    public bool IsAlive() => Of(Pid) is { } now && Matches(now.Started);

    /// <returns>Null if no such process runs; one that has ended and only waits to be reaped does not.</returns>
    public static ProcessIdentity? Of(int pid) => OperatingSystem.IsLinux() ? EntryOf(pid)?.Identity : OfOther(pid);

    /// <summary>The same, with what Linux tells of it besides.</summary>
    public static ProcessEntry? EntryOf(int pid)
    {
        try
        {
            // After the name, which may hold anything and ends at the last bracket: the state, and 19 fields later the start in ticks since boot.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            if (fields[0] is "Z" or "X") return null;
            var pages = long.Parse(fields[21], CultureInfo.InvariantCulture);
            return new(
                new(pid, $"{Boot.Value}:{fields[19]}"), int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture),
                fields[4] != "0", pages * Environment.SystemPageSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ProcessIdentity? OfOther(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited ? null : new(pid, process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    // Elsewhere than on Linux the moment is worked out from the clock, and may differ a little from one reading to the next.
    private bool Matches(string started) => Started == started
        || (!OperatingSystem.IsLinux() && long.TryParse(Started, out var a) && long.TryParse(started, out var b)
            && TimeSpan.FromTicks(a - b).Duration() < TimeSpan.FromSeconds(2));
}

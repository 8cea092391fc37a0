using System.Runtime.InteropServices;
using ChatOps.Benchmarks.Servers;

namespace ChatOps.Benchmarks.Reporting;

/// <summary>Where and what was measured.</summary>
internal static class Machine
{
    public static async Task Print(Plan plan)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20;
        var commit = await Tool.Output("git", "rev-parse", "--short", "HEAD");
        var changed = await Tool.Output("git", "status", "--porcelain", "--untracked-files=no");
        Console.WriteLine($"ChatOps {(commit.Length > 0 ? commit : "(commit unknown)")}{(changed.Length > 0 ? " with changes" : "")}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC");
        Console.WriteLine($"{Environment.ProcessorCount} cores ({await Processor()}), {memory:N0} MiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}{await Load()}");
        Console.WriteLine($"Every measure: {plan.Rounds} rounds, taken in turn. Shown: median (smallest-largest). Client, bot and the stand-in for Slack share the cores: compare within one run only.");
    }

    private static async Task<string> Processor()
    {
        if (!File.Exists("/proc/cpuinfo")) return RuntimeInformation.ProcessArchitecture.ToString();
        var line = (await File.ReadAllLinesAsync("/proc/cpuinfo")).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
    }

    // What else runs here: without it nobody can tell how far to trust the numbers.
    private static async Task<string> Load() =>
        File.Exists("/proc/loadavg") ? $", load before the start {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]}" : "";
}

using System.ComponentModel;
using System.Diagnostics;

namespace ChatOps.Benchmarks.Servers;

/// <summary>Programs of the system, where they exist.</summary>
internal static class Tool
{
    /// <returns>What it printed, or nothing if it is not there or failed.</returns>
    public static async Task<string> Output(string program, params string[] arguments)
    {
        try
        {
            using var process = Start(program, arguments);
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? output.Trim() : "";
        }
        catch (Win32Exception)
        {
            return "";
        }
    }

    /// <returns>How many seconds it took; null if it is not there or failed.</returns>
    public static async Task<double?> Seconds(string program, params string[] arguments)
    {
        try
        {
            var start = Stopwatch.GetTimestamp();
            using var process = Start(program, arguments);
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(start).TotalSeconds : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}

using System.ComponentModel;
using System.Diagnostics;
using ChatOps.Benchmarks.Load;
using ChatOps.Benchmarks.Reporting;
using ChatOps.Benchmarks.Servers;

namespace ChatOps.Benchmarks.Cases;

/// <summary>Counts how often the disk is waited for, which tells more than times do. The count holds the runner's work too.</summary>
internal static class SyncCase
{
    public static async Task Measure(Bench bench)
    {
        var table = new Table("Disk syncs (fsync, fdatasync) for each command, with all that the runner does for its run", "", "connections", "syncs/command", "commands");
        foreach (var (name, build) in bench.Builds)
        {
            await using var bot = await bench.StartBot(build);
            foreach (var (command, text) in ((string, string)[])[("/release", "help"), ("/deploy", "staging run ")])
                foreach (var connections in (int[])[1, 16])
                    await Measure(table, bench, bot, name, command, text, connections);
        }

        table.Print();
    }

    private static async Task Measure(Table table, Bench bench, Bot bot, string name, string command, string text, int connections)
    {
        Loader.Send(bot.Port, connections, Make(200), TimeSpan.FromSeconds(5));
        await bot.Settle();
        var trace = Path.Combine(bench.NewFolder(), "trace");
        try
        {
            using var strace = Process.Start(new ProcessStartInfo(
                "strace", ["-f", "-q", "-e", "trace=fsync,fdatasync", "-o", trace, "-p", $"{bot.ProcessId}"])
            { RedirectStandardError = true })!;
            await Task.Delay(1000);
            var sent = Loader.Send(bot.Port, connections, Make(400), TimeSpan.FromSeconds(20));
            await bot.Settle();
            await Task.Delay(200);
            await Tool.Output("kill", "-TERM", $"{strace.Id}");
            await strace.WaitForExitAsync();
            var syncs = (await File.ReadAllLinesAsync(trace)).Count(l => l.Contains("sync(", StringComparison.Ordinal));
            table.Add($"{name}: {command}", $"{connections}", Spread.Number(syncs / (double)sent.Count), $"{sent.Count}");
        }
        catch (Win32Exception)
        {
            table.Add($"{name}: {command}", $"{connections}", "strace is not here", "");
        }

        byte[][] Make(int count) => SignedRequests.Make(count, command, i => command == "/deploy" ? text + i : text);
    }
}

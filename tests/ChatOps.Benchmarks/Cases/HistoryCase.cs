using ChatOps.Benchmarks.Load;
using ChatOps.Benchmarks.Reporting;
using ChatOps.Benchmarks.Servers;

namespace ChatOps.Benchmarks.Cases;

/// <summary>The same commands on a database with ever more history: what they cost must not grow with it.</summary>
internal static class HistoryCase
{
    public static async Task Measure(Bench bench)
    {
        foreach (var (name, build) in bench.Builds)
        {
            var table = new Table($"{name}: p50 / p99 in ms at 1 connection, by the number of finished runs in the database", ["finished runs", .. Commands.Select(c => c.Name), "ready after s", "database MiB"]);
            var folder = bench.NewFolder();
            await using (await bench.StartBot(build, folder))
            {
            }

            var have = 0;
            foreach (var runs in bench.Plan.Histories)
            {
                Bench.Progress($"history of {runs:N0} runs for {name}");
                await History.Grow(folder, have, runs);
                have = runs;
                await using var bot = await bench.StartBot(build, folder);
                var cells = new List<string> { $"{runs:N0}" };
                foreach (var (_, command, text) in Commands) cells.Add(await Ask(bench, bot, command, text));
                table.Add([.. cells, bot.ReadyAfter.TotalSeconds.ToString("0.00"), $"{new FileInfo(Path.Combine(folder, "data", "chatops.db")).Length >> 20}"]);
            }

            table.Print();
        }
    }

    private static readonly (string Name, string Command, Func<long, string> Text)[] Commands =
    [
        ("/deploy staging", "/deploy", i => $"staging run {i}"),
        ("/rollback to unknown", "/rollback", i => $"staging to run {i}"),
        ("/release status", "/release", _ => "status"),
        ("/release history", "/release", _ => "history"),
        ("/release why", "/release", _ => "why staging run 5"),
    ];

    private static async Task<string> Ask(Bench bench, Bot bot, string command, Func<long, string> text)
    {
        Loader.Send(bot.Port, 1, SignedRequests.Make(200, command, text), TimeSpan.FromSeconds(10));
        await bot.Settle();
        var result = Loader.Send(bot.Port, 1, SignedRequests.Make(bench.Plan.Rounds > 3 ? 300 : 150, command, text), TimeSpan.FromSeconds(5));
        await bot.Settle();
        return $"{Spread.Number(result.Milliseconds.At(0.5))} / {Spread.Number(result.Milliseconds.At(0.99))}{(result.Failed > 0 ? $" ({result.Failed} failed)" : "")}";
    }
}

using ChatOps.Benchmarks.Load;
using ChatOps.Benchmarks.Reporting;

namespace ChatOps.Benchmarks.Cases;

/// <summary>From the start of the process until /health/ready answers 200.</summary>
internal static class StartCase
{
    public static async Task Measure(Bench bench)
    {
        var table = new Table("Ready after the start of the process", "", "seconds");
        var results = bench.Builds.Select(b => (b.Name, b.Folder, Fresh: new List<double>(), Again: new List<double>())).ToList();
        var rounds = bench.Plan.Rounds > 3 ? 4 : 2;
        for (var round = 0; round < rounds; round++)
        {
            Bench.Progress($"start, round {round + 1} of {rounds}");
            foreach (var build in results)
            {
                var folder = bench.NewFolder();
                await using (var first = await bench.StartBot(build.Folder, folder))
                {
                    build.Fresh.Add(first.ReadyAfter.TotalSeconds);
                    Loader.Send(first.Port, 4, SignedRequests.Make(100, "/deploy", i => $"staging run {i}"), TimeSpan.FromSeconds(5));
                    await first.Settle();
                }

                await using var again = await bench.StartBot(build.Folder, folder);
                build.Again.Add(again.ReadyAfter.TotalSeconds);
            }
        }

        foreach (var build in results)
        {
            table.Add($"{build.Name}: no database yet", new Spread(build.Fresh).Show());
            table.Add($"{build.Name}: with a database", new Spread(build.Again).Show());
        }

        table.Print();
    }
}

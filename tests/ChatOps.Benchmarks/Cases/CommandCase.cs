using ChatOps.Benchmarks.Load;
using ChatOps.Benchmarks.Reporting;
using ChatOps.Benchmarks.Servers;

namespace ChatOps.Benchmarks.Cases;

/// <summary>Signed commands, answered after they are on the disk, beside a server that does nothing and the guard alone.</summary>
internal static class CommandCase
{
    private sealed record Subject(string Name, int Port, int Connections, int Most, Func<int, byte[][]> Requests, Bot? Bot)
    {
        public List<LoadResult> Results { get; } = [];

        /// <summary>What one request cost the bot's process in all, with the runner's work for it.</summary>
        public List<double> ProcessorMilliseconds { get; } = [];
    }

    public static async Task Measure(Bench bench)
    {
        await using var bare = await BareKestrel.Start();
        var bots = new List<Bot>();
        try
        {
            var subjects = new List<Subject>();
            foreach (var connections in (int[])[1, 16])
                subjects.Add(new("bare Kestrel, reads the body and answers", bare.Port, connections, 60_000, Deploys, Bot: null));
            foreach (var (name, build) in bench.Builds)
            {
                var bot = await bench.StartBot(build);
                bots.Add(bot);
                foreach (var connections in (int[])[1, 16])
                {
                    subjects.Add(new($"{name}: guard and parse only", bot.Port, connections, 40_000, n => SignedRequests.Make(n, "/deploy", i => $"staging run {i}", "&ssl_check=1"), bot));
                    subjects.Add(new($"{name}: /release help, recorded", bot.Port, connections, bench.Plan.MostCommands, n => SignedRequests.Make(n, "/release", _ => "help"), bot));
                    subjects.Add(new($"{name}: /deploy, recorded", bot.Port, connections, bench.Plan.MostCommands, Deploys, bot));
                }
            }

            var ends = bots.ToDictionary(b => b, _ => new List<double>());
            foreach (var subject in subjects) await WarmUp(subject, bench.Plan);
            for (var round = 0; round < bench.Plan.Rounds; round++)
            {
                Bench.Progress($"commands, round {round + 1} of {bench.Plan.Rounds}");
                foreach (var subject in round % 2 == 0 ? subjects : subjects.AsEnumerable().Reverse()) await Measure(subject, bench.Plan, ends);
            }

            Print(subjects, bench.Builds.Zip(bots, (build, bot) => (build.Name, new Spread(ends[bot]))));
        }
        finally
        {
            foreach (var bot in bots) await bot.DisposeAsync();
        }
    }

    private static byte[][] Deploys(int count) => SignedRequests.Make(count, "/deploy", i => $"staging run {i}");

    private static async Task WarmUp(Subject subject, Plan plan)
    {
        Loader.Send(subject.Port, subject.Connections, subject.Requests(1500), TimeSpan.FromSeconds(plan.Rounds > 3 ? 4 : 2));
        if (subject.Bot is { } bot) await bot.Settle();
    }

    private static async Task Measure(Subject subject, Plan plan, Dictionary<Bot, List<double>> ends)
    {
        var requests = subject.Requests(subject.Most);
        GC.Collect();
        var before = subject.Bot?.ProcessorTime ?? default;
        var result = Loader.Send(subject.Port, subject.Connections, requests, plan.LoadTime);
        subject.Results.Add(result);
        if (subject.Bot is not { } bot) return;
        var (left, took) = await bot.Settle();
        subject.ProcessorMilliseconds.Add((bot.ProcessorTime - before).TotalMilliseconds / result.Count);
        if (left > 0) ends[bot].Add(result.Count / (result.Seconds + took.TotalSeconds));
    }

    private static void Print(List<Subject> subjects, IEnumerable<(string Name, Spread PerSecond)> ends)
    {
        var table = new Table(
            "Signed commands, each another one, stored with synchronous=FULL before they are answered. Every run is also taken up meanwhile, and refused: its CI is an empty folder.",
            "", "connections", "requests/s", "p50 ms", "p99 ms", "processor ms each", "requests", "failed");
        foreach (var s in subjects)
        {
            table.Add(s.Name, $"{s.Connections}", new Spread(s.Results.Select(r => r.PerSecond)).Show(), new Spread(s.Results.Select(r => r.Milliseconds.At(0.5))).Show(),
                new Spread(s.Results.Select(r => r.Milliseconds.At(0.99))).Show(), s.Bot is null ? "" : new Spread(s.ProcessorMilliseconds).Show(), $"{s.Results.Sum(r => r.Count):N0}", $"{s.Results.Sum(r => r.Failed):N0}");
        }

        table.Print();
        foreach (var (name, perSecond) in ends) Console.WriteLine($"  {name}: /deploy accepted, worked off by the runner and ended: {perSecond.Show()} runs/s");
        foreach (var fault in subjects.SelectMany(s => s.Results).Select(r => r.FirstFault).OfType<string>().Take(3)) Console.WriteLine($"  A request failed: {fault.Trim()}");
    }
}

using ChatOps.Benchmarks.Load;
using ChatOps.Benchmarks.Reporting;
using ChatOps.Benchmarks.Servers;

namespace ChatOps.Benchmarks.Cases;

/// <summary>What the process takes while nothing happens, and while much does.</summary>
internal static class MemoryCase
{
    private const int Rounds = 3;

    public static async Task Measure(Bench bench)
    {
        var idleFor = TimeSpan.FromSeconds(bench.Plan.Rounds > 3 ? 2.5 : 1);
        var table = new Table(
            $"Memory and idle work of the process (idle: {Rounds} times {idleFor.TotalSeconds} s)",
            "", "idle MiB", "idle, processor ms/s", "under load, highest MiB", "idle afterwards MiB", "idle afterwards, processor ms/s");
        foreach (var (name, build) in bench.Builds)
        {
            Bench.Progress($"memory of {name}");
            await using var bot = await bench.StartBot(build);
            await Task.Delay(TimeSpan.FromSeconds(1));
            var (memory, work) = await Idle(bot, idleFor);
            var highest = Load(bot, bench.Plan);
            await bot.Settle();
            await Task.Delay(TimeSpan.FromSeconds(1));
            var (memoryAfter, workAfter) = await Idle(bot, idleFor);
            table.Add(name, memory.Show(), work.Show(), Spread.Number(highest), memoryAfter.Show(), workAfter.Show());
        }

        table.Print();
    }

    private static async Task<(Spread Memory, Spread Work)> Idle(Bot bot, TimeSpan each)
    {
        var (memory, work) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var before = bot.ProcessorTime;
            await Task.Delay(each);
            work.Add((bot.ProcessorTime - before).TotalMilliseconds / each.TotalSeconds);
            memory.Add(bot.WorkingSetMiB);
        }

        return (new(memory), new(work));
    }

    private static double Load(Bot bot, Plan plan)
    {
        var requests = SignedRequests.Make(plan.MostCommands * 3, "/deploy", i => $"staging run {i}");
        var highest = 0.0;
        using var done = new ManualResetEventSlim();
        var watching = new Thread(() =>
        {
            do highest = Math.Max(highest, bot.WorkingSetMiB);
            while (!done.Wait(20));
        });
        watching.Start();
        Loader.Send(bot.Port, 16, requests, TimeSpan.FromSeconds(10));
        done.Set();
        watching.Join();
        return highest;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using ChatOps.Benchmarks.Load;
using ChatOps.Benchmarks.Reporting;
using ChatOps.Benchmarks.Servers;
using ChatOps.Hosting;
using ChatOps.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Benchmarks.Cases;

/// <summary>From a wake-up until the runner looks at the run: the bot in this process, seen by its own traces.</summary>
internal static class WakeUpCase
{
    public static async Task Measure(Bench bench)
    {
        var folder = bench.NewFolder();
        var port = Ports.Free();
        await using var app = ChatOpsApp.Build(Bot.Settings(folder, bench.Slack.Address, port));
        await app.StartAsync();
        await Task.Delay(500);
        var runs = bench.Plan.Rounds > 3 ? 1000 : 400;
        Loader.Send(port, 16, SignedRequests.Make(runs, "/deploy", i => $"staging run {i}"), TimeSpan.FromSeconds(20));
        await Bot.Settle(folder);

        var waiting = new ConcurrentDictionary<long, TaskCompletionSource<long>>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Tracing.Source.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                if (activity.GetTagItem("run") is long run && waiting.TryRemove(run, out var seen)) seen.TrySetResult(Stopwatch.GetTimestamp());
            },
        };
        ActivitySource.AddActivityListener(listener);

        var wakeUps = app.Services.GetRequiredService<IWakeUps>();
        var (one, many) = (new List<Spread>(), new List<Spread>());
        await One();
        for (var round = 0; round < bench.Plan.Rounds; round++)
        {
            one.Add(new(await One()));
            many.Add(new(await Together()));
        }

        var table = new Table("From the wake-up to the runner", "", "p50 ms", "p99 ms");
        Add("one at a time", one);
        Add($"{runs} runs woken at once", many);
        table.Print();
        await app.StopAsync();

        void Add(string name, List<Spread> rounds) =>
            table.Add(name, new Spread(rounds.Select(r => r.At(0.5))).Show(), new Spread(rounds.Select(r => r.At(0.99))).Show());

        // Runs that have ended: the runner looks, and finds nothing to do.
        async Task<List<double>> One()
        {
            var took = new List<double>();
            for (var run = 1; run <= runs; run++) took.Add(await (await Wake(run)));
            return took;
        }

        async Task<List<double>> Together()
        {
            var woken = new List<Task<double>>();
            for (var run = 1; run <= runs; run++) woken.Add(await Wake(run));
            return [.. await Task.WhenAll(woken)];
        }

        async Task<Task<double>> Wake(long run)
        {
            var seen = waiting[run] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var start = Stopwatch.GetTimestamp();
            await wakeUps.Wake(run, CancellationToken.None);
            return Took(seen.Task, start);
        }

        static async Task<double> Took(Task<long> seen, long start) => Stopwatch.GetElapsedTime(start, await seen).TotalMilliseconds;
    }
}

using System.Diagnostics;
using ChatOps.Artifacts;
using ChatOps.Benchmarks.Reporting;
using ChatOps.Benchmarks.Servers;
using ChatOps.Domain.Releases;
using Microsoft.Extensions.Options;

namespace ChatOps.Benchmarks.Cases;

/// <summary>Bytes taken into the store (read, hashed, written, synced) beside what the system's own programs need for the parts of it.</summary>
internal static class ArtifactCase
{
    public static async Task Measure(Bench bench)
    {
        var folder = bench.NewFolder();
        var source = Path.Combine(folder, "artifact.zip");
        await Fill(source, bench.Plan.ArtifactBytes);
        var (takeIn, verify, copy, copySync, sum) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (growth, managed) = (new List<double>(), new List<double>());
        var rounds = Math.Min(3, bench.Plan.Rounds);
        for (var round = 0; round < rounds; round++)
        {
            Bench.Progress($"artifacts, round {round + 1} of {rounds}");
            var root = Path.Combine(folder, $"store-{round}");
            var store = new ArtifactStore(Options.Create(new ArtifactOptions { Root = root }));
            using var memory = new HighWater();
            var allocated = GC.GetTotalAllocatedBytes();
            var start = Stopwatch.GetTimestamp();
            Artifact taken;
            await using (var bytes = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan))
                taken = await store.TakeIn(bytes, "artifact.zip", recorded: null, bench.Plan.ArtifactBytes, CancellationToken.None);
            takeIn.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            managed.Add((GC.GetTotalAllocatedBytes() - allocated) / 1048576.0);
            growth.Add(memory.GrowthMiB());

            start = Stopwatch.GetTimestamp();
            await store.Verify(taken.Digest, CancellationToken.None);
            verify.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            Directory.Delete(root, recursive: true);

            var copied = Path.Combine(folder, "copied");
            if (await Tool.Seconds("cp", source, copied) is { } cp)
            {
                copy.Add(cp);
                if (await Tool.Seconds("sync", copied) is { } sync) copySync.Add(cp + sync);
            }

            File.Delete(copied);
            if (await Tool.Seconds("sha256sum", source) is { } hash) sum.Add(hash);
        }

        var table = new Table($"An artifact of {bench.Plan.ArtifactBytes >> 20} MiB, {rounds} rounds", "", "seconds", "MiB/s", "memory growth MiB", "allocated MiB");
        var size = bench.Plan.ArtifactBytes / 1048576.0;
        Add("bot: taken in (read, hashed, written, synced)", takeIn, new Spread(growth).Show(), new Spread(managed).Show());
        Add("bot: verified (read, hashed)", verify);
        Add("cp", copy);
        Add("cp, then sync of the copy", copySync);
        Add("sha256sum", sum);
        table.Print();

        void Add(string name, List<double> seconds, string growth = "", string allocated = "")
        {
            var spread = new Spread(seconds);
            table.Add(name, seconds.Count == 0 ? "is not here" : spread.Show(), seconds.Count == 0 ? "" : Spread.Number(size / spread.Median), growth, allocated);
        }
    }

    internal static async Task Fill(string path, long length)
    {
        var block = new byte[1 << 20];
        await using var file = File.Create(path);
        for (var left = length; left > 0; left -= block.Length)
        {
            Random.Shared.NextBytes(block);
            await file.WriteAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)));
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>How far this process's memory rises above what it is now.</summary>
    private sealed class HighWater : IDisposable
    {
        private readonly Timer _timer;
        private readonly long _before;
        private long _highest;

        public HighWater()
        {
            GC.Collect();
            _before = _highest = Environment.WorkingSet;
            _timer = new(_ => _highest = Math.Max(_highest, Environment.WorkingSet), null, 0, 10);
        }

        public double GrowthMiB() => (Math.Max(_highest, Environment.WorkingSet) - _before) / 1048576.0;

        public void Dispose() => _timer.Dispose();
    }
}

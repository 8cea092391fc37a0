using System.Diagnostics;
using System.Security.Cryptography;
using ChatOps.Benchmarks.Load;
using ChatOps.Benchmarks.Reporting;
using ChatOps.Benchmarks.Servers;

namespace ChatOps.Benchmarks.Cases;

/// <summary>An artifact on its way from GitHub's storage into the store of the real bot: asked for by a command, until its bytes are pinned.</summary>
internal static class DownloadCase
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static async Task Measure(Bench bench)
    {
        var source = Path.Combine(bench.NewFolder(), "artifact.zip");
        await ArtifactCase.Fill(source, bench.Plan.ArtifactBytes);
        string digest;
        await using (var bytes = File.OpenRead(source)) digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes));
        await using var gitHub = await GitHubStandIn.Start(source, digest);
        var rounds = Math.Min(3, bench.Plan.Rounds);
        var (taken, growth, copied, hashed) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            Bench.Progress($"download, round {round + 1} of {rounds}");
            var folder = bench.NewFolder();
            await using (var bot = await bench.StartBot(AppContext.BaseDirectory, folder,
                "--Projects:shop:Ci:Kind", "GitHub", "--Projects:shop:Ci:Root", "", "--Projects:shop:Ci:Repository", GitHubStandIn.Repository, "--GitHub:ApiUrl", gitHub.Address, "--GitHub:Token", "benchmark",
                "--Projects:shop:MaxArtifactMegabytes", $"{(bench.Plan.ArtifactBytes >> 20) + 1}"))
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                var (seconds, most) = await Take(bot, Path.Combine(folder, "data", "artifacts", "sha256", digest[..2], digest[2..]));
                taken.Add(seconds);
                growth.Add(most);
            }

            Directory.Delete(folder, recursive: true);
            var copy = $"{source}.copy";
            if (await Tool.Seconds("cp", source, copy) is { } cp) copied.Add(cp);
            File.Delete(copy);
            if (await Tool.Seconds("sha256sum", source) is { } sum) hashed.Add(sum);
        }

        var table = new Table($"An artifact of {bench.Plan.ArtifactBytes >> 20} MiB from GitHub's storage on the same machine, {rounds} rounds", "", "seconds", "MiB/s", "growth of the bot's memory MiB");
        Add("bot: from the command to pinned (received, hashed, written, synced, read again)", taken, new Spread(growth).Show());
        Add("cp", copied);
        Add("sha256sum", hashed);
        table.Print();

        void Add(string name, List<double> seconds, string memory = "") => table.Add(
            name, seconds.Count == 0 ? "is not here" : new Spread(seconds).Show(), seconds.Count == 0 ? "" : Spread.Number(bench.Plan.ArtifactBytes / 1048576.0 / new Spread(seconds).Median), memory);
    }

    private static async Task<(double Seconds, double GrowthMiB)> Take(Bot bot, string stored)
    {
        var before = bot.WorkingSetMiB;
        var highest = before;
        var start = Stopwatch.GetTimestamp();
        Loader.Send(bot.Port, 1, SignedRequests.Make(1, "/deploy", i => $"staging run {i}"), TimeSpan.FromSeconds(10));
        while (!File.Exists(stored))
        {
            if (Stopwatch.GetElapsedTime(start) > Longest) throw new TimeoutException("The artifact did not come.");
            highest = Math.Max(highest, bot.WorkingSetMiB);
            await Task.Delay(20);
        }

        return (Stopwatch.GetElapsedTime(start).TotalSeconds, Math.Max(highest, bot.WorkingSetMiB) - before);
    }
}

using System.Diagnostics;
using ChatOps.Benchmarks.Cases;
using ChatOps.Benchmarks.Reporting;
using ChatOps.Benchmarks.Servers;
using ChatOps.Persistence;

namespace ChatOps.Benchmarks;

/// <summary>One run: all parts, one after the other, in one folder that is removed at the end.</summary>
internal static class Run
{
    public static async Task<int> All(Plan plan)
    {
        var start = Stopwatch.GetTimestamp();
        await Machine.Print(plan);
        if (SqliteLibrary.Fault() is { } fault)
        {
            Console.WriteLine(fault);
            return 1;
        }

        var folder = Directory.CreateTempSubdirectory("chatops-bench-").FullName;
        try
        {
            await using var slack = await SlackStandIn.Start();
            var bench = new Bench(plan, slack, folder);
            if (plan.Wants("commands")) await CommandCase.Measure(bench);
            if (plan.CountsSyncs) await SyncCase.Measure(bench);
            if (plan.Wants("wakeups")) await WakeUpCase.Measure(bench);
            if (plan.Wants("start")) await StartCase.Measure(bench);
            if (plan.Wants("memory")) await MemoryCase.Measure(bench);
            if (plan.Wants("history")) await HistoryCase.Measure(bench);
            if (plan.Wants("artifacts")) await ArtifactCase.Measure(bench);
            if (plan.Wants("download")) await DownloadCase.Measure(bench);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Console.WriteLine();
        Console.WriteLine($"This took {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s.");
        return 0;
    }
}

/// <summary>What every part needs.</summary>
internal sealed class Bench(Plan plan, SlackStandIn slack, string folder)
{
    private int _folders;

    public Plan Plan => plan;

    public SlackStandIn Slack => slack;

    /// <summary>This build of the bot, and the one to measure beside it.</summary>
    public IReadOnlyList<(string Name, string Folder)> Builds { get; } =
        plan.Beside is { } beside ? [("bot", AppContext.BaseDirectory), ("other build", Path.GetFullPath(beside))] : [("bot", AppContext.BaseDirectory)];

    public string NewFolder() => Directory.CreateDirectory(Path.Combine(folder, $"{++_folders}")).FullName;

    /// <param name="more">Further settings, as arguments.</param>
    public Task<Bot> StartBot(string build, string? dataFolder = null, params string[] more) => Bot.Start(build, dataFolder ?? NewFolder(), slack, more);

    /// <summary>Says on the terminal what goes on; the tables come at the end of each part.</summary>
    public static void Progress(string what)
    {
        if (!Console.IsErrorRedirected) Console.Error.WriteLine($"... {what}");
    }
}

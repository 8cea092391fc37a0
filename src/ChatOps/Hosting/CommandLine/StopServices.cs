using ChatOps.Persistence;
using ChatOps.Targets;
using ChatOps.Targets.LocalProcesses;

namespace ChatOps.Hosting.CommandLine;

/// <summary>Stops what local deployments left running.</summary>
internal static class StopServices
{
    public static async Task<int> Run(string[] args)
    {
        var settings = Settings.Builder(args).Configuration;
        var folder = DataFolder.Of(settings).File(TargetCatalog.Folder);
        var stopped = await LocalProcessTarget.StopAll(folder, TimeProvider.System, CancellationToken.None);
        Console.WriteLine(stopped == 0 ? "Nothing was running." : $"Stopped: {stopped} environment{(stopped == 1 ? "" : "s")}.");
        return 0;
    }
}

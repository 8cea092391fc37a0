using ChatOps.Targets.LocalProcesses.Agents;
using ChatOps.Targets.Processes;

namespace ChatOps.Targets.LocalProcesses;

/// <summary>Stops agents and their services, also services whose agent is dead.</summary>
internal static class AgentStop
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ServiceLimit = TimeSpan.FromSeconds(10);
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 4, IgnoreInaccessible = true };

    public static async Task<int> All(string root, TimeProvider time, CancellationToken ct)
    {
        if (!Directory.Exists(root)) return 0;
        var folders = Directory.EnumerateFiles(root, AgentFolder.EndpointName, Below).Select(f => new AgentFolder(Path.GetDirectoryName(f)!)).ToList();
        var stopped = await Task.WhenAll(folders.Select(f => One(f, time, ct)));
        return stopped.Count(s => s);
    }

    private static async Task<bool> One(AgentFolder folder, TimeProvider time, CancellationToken ct)
    {
        var any = false;
        if (EndpointFile.Read(folder) is { } endpoint && endpoint.Process.IsAlive())
        {
            any = true;
            await Stop(endpoint, time, ct);
        }

        foreach (var service in (StateFile.Read(folder)?.Instances ?? []).Select(i => i.Process).OfType<ProcessIdentity>().Where(p => p.IsAlive()))
        {
            any = true;
            await new RunningProcess(service).Stop(ServiceLimit, time, ct);
        }

        return any;
    }

    private static async Task Stop(AgentEndpoint endpoint, TimeProvider time, CancellationToken ct)
    {
        var process = new RunningProcess(endpoint.Process);
        try
        {
            await new AgentLink(endpoint).Stop(AnswerLimit, ct);
            if (await process.WaitForEnd(EndLimit, time, ct)) return;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // It may have ended without a word; if not, it is ended.
            if (process.HasEnded()) return;
        }

        process.Kill();
        await process.WaitForEnd(AnswerLimit, time, ct);
    }
}

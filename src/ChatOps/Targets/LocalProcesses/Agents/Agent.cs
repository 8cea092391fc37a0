using System.Security.Cryptography;
using ChatOps.Targets.LocalProcesses.Forwarding;
using ChatOps.Targets.Processes;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>One environment's agent: holds its port, its services and its record, and outlives the bot.</summary>
internal sealed class Agent(AgentFolder folder, AgentSettings settings, AgentLog log, TimeProvider time)
{
    private static readonly TimeSpan FolderLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PortPatience = TimeSpan.FromSeconds(5);
    private readonly TaskCompletionSource<AgentEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void End(AgentEnd how) => _end.TrySetResult(how);

    public async Task<AgentEnd> Run()
    {
        using var ending = new CancellationTokenSource();
        var state = StateFile.Load(folder);
        var traffic = new Traffic();
        using var forwarder = new Forwarder(traffic, settings.Environment, time);
        using var services = new Services(folder, settings, state, traffic, log, time);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        await using var door = new FrontDoor(settings, forwarder, log, time);
        var parts = new AgentParts(folder, settings, state, services, traffic, door, client, log, time);
        using var ledger = new StepLedger(parts, ending.Token);

        services.Adopt();
        if (await door.Open(state.Now.Serving is null ? TimeSpan.Zero : PortPatience, ending.Token) is { } refusal) log.Write(refusal);
        var secret = RandomNumberGenerator.GetHexString(64);
        await using var control = await QuietWeb.Start(0, new ControlEndpoint(parts, ledger, secret, End).Answer, ending.Token);
        EndpointFile.Write(folder, new(QuietWeb.AddressOf(control), secret, ProcessIdentity.Mine, AgentProgram.Build, settings.Fingerprint()));
        log.Write("The agent is ready.");

        var work = Task.WhenAll(new Supervisor(parts).Run(ending.Token), WatchFolder(ending.Token));
        var how = await _end.Task;
        log.Write($"The agent ends: {how}.");
        if (how == AgentEnd.Left) await ledger.Close(CancellationToken.None);
        await ending.CancelAsync();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await door.Close(how == AgentEnd.FolderGone ? TimeSpan.Zero : CloseLimit);
        if (how != AgentEnd.Left) await services.StopAll();
        return how;
    }

    private async Task WatchFolder(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(FolderLook, time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            try
            {
                if (EndpointFile.Read(folder)?.Process != ProcessIdentity.Mine) End(AgentEnd.FolderGone);
            }
            catch (IOException e)
            {
                log.Write($"The folder could not be looked at: {e.Message}");
            }
        }
    }
}

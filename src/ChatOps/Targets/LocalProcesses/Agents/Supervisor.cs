using ChatOps.Targets.Processes;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>Keeps what serves alive: a process that dies is started again, ever more slowly while it keeps dying.</summary>
internal sealed class Supervisor(AgentParts agent)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GoodLife = TimeSpan.FromSeconds(20);
    private int _deaths;
    private long _startedAt;
    private TimeSpan _pause;

    public async Task Run(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Look, agent.Time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            try
            {
                await LookAfterServing(ct);
                foreach (var instance in agent.State.Now.Instances) OutputFile.KeepShort(agent.Folder.LogOf(instance.Token));
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                agent.Log.Write($"What serves could not be looked after: {e}");
                _pause = LongestPause;
            }
        }
    }

    private async Task LookAfterServing(CancellationToken ct)
    {
        if (agent.State.Now.Serving is not { } token) return;
        if (!agent.FrontDoor.IsOpen) await agent.FrontDoor.Open(TimeSpan.Zero, ct);
        if (agent.Services.IsRunning(token)) return;

        var lived = agent.Time.GetElapsedTime(_startedAt);
        if (_deaths > 0 && lived < _pause) return;
        _deaths = lived > GoodLife ? 1 : _deaths + 1;
        _pause = TimeSpan.FromMilliseconds(Math.Min(LongestPause.TotalMilliseconds, 250 * Math.Pow(2, Math.Min(_deaths, 10))));
        _startedAt = agent.Time.GetTimestamp();
        agent.Log.Write($"What serves (token {token}) is not running, for the {_deaths}. time in a row; it is started.");
        await Bring.Back(agent, ct);
    }
}

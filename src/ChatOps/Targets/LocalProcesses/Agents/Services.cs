using System.Collections.Concurrent;
using ChatOps.Targets.LocalProcesses.Forwarding;
using ChatOps.Targets.Processes;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>The instances' processes: starts them, finds them again, stops them. One start or stop at a time.</summary>
internal sealed class Services(AgentFolder folder, AgentSettings settings, StateFile state, Traffic traffic, AgentLog log, TimeProvider time)
    : IDisposable
{
    private readonly ConcurrentDictionary<long, RunningInstance> _running = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <returns>The instance's process, even if it has ended; null if it was not started since it was last stopped.</returns>
    public RunningInstance? Find(long token) => _running.GetValueOrDefault(token);

    public bool IsRunning(long token) => Find(token) is { } service && !service.Process.HasEnded();

    /// <summary>After the agent's own restart: what still runs is taken back as it is, and keeps its traffic.</summary>
    public void Adopt()
    {
        foreach (var instance in state.Now.Instances)
        {
            if (instance.Process is null || !instance.Process.IsAlive()) continue;
            _running[instance.Token] = new(instance.Token, new(instance.Process), new(instance.Token, instance.CiRun, instance.Port));
            log.Write($"Run {instance.CiRun} still runs as process {instance.Process.Pid}.");
        }

        if (state.Now.Serving is { } serving) traffic.SendTo(Find(serving)?.Backend);
    }

    /// <summary>Starts an instance; a process of it that is left over is ended first.</summary>
    public async Task<RunningInstance> Start(long token, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await StartAlone(token, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Makes sure that what serves is running, and has the traffic.</summary>
    /// <returns>Null if nothing is meant to serve.</returns>
    public async Task<RunningInstance?> EnsureServing(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (state.Now.Serving is not { } token) return null;
            if (!IsRunning(token)) await StartAlone(token, ct);
            traffic.SendTo(Find(token)!.Backend);
            return Find(token);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <returns>How many requests had to be cut off.</returns>
    public async Task<int> Stop(long token, TimeSpan drain, CancellationToken ct)
    {
        if (Find(token) is not { } service) return 0;
        var cut = await service.Backend.Drain(drain, time, ct);
        await _one.WaitAsync(ct);
        try
        {
            if (Find(token) is { } now) await now.Process.Stop(settings.StopTimeout, time, ct);
            _running.TryRemove(token, out _);
            state.Change(s => s.Find(token) is { } instance ? s.With(instance with { Process = null }) : s);
            log.Write($"The instance of token {token} was stopped; {cut} requests were cut off.");
            return cut;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The agent ends for good. The record stays as it is, so that the next one brings back what serves.</summary>
    public async Task StopAll()
    {
        await _one.WaitAsync(CancellationToken.None);
        await Task.WhenAll(_running.Values.Select(s => s.Process.Stop(settings.StopTimeout, time, CancellationToken.None)));
    }

    public void Dispose() => _one.Dispose();

    private async Task<RunningInstance> StartAlone(long token, CancellationToken ct)
    {
        if (Find(token) is { } old) await old.Process.Stop(TimeSpan.FromSeconds(2), time, ct);
        var instance = state.Now.Find(token) ?? throw new InvalidOperationException("An instance is laid out before it is started.");
        var launch = new ServiceLaunch(folder, settings);
        foreach (var leftover in launch.LeftoversOf(instance)) new RunningProcess(leftover).Kill();

        var port = FreePort.Find();
        state.Change(s => s.With(s.Find(token)! with { Port = port, Process = null }));
        var process = launch.For(instance, port).Start();
        var service = new RunningInstance(token, process, new(token, instance.CiRun, port));
        _running[token] = service;
        state.Change(s => s.With(s.Find(token)! with { Process = process.Identity }));
        log.Write($"Run {instance.CiRun} was started as process {process.Identity.Pid} on port {port}.");
        return service;
    }
}

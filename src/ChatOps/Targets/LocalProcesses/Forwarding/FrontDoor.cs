using System.Net.Sockets;
using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Forwarding;

/// <summary>The environment's public port.</summary>
internal sealed class FrontDoor(AgentSettings settings, Forwarder forwarder, AgentLog log, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly SemaphoreSlim _one = new(1, 1);
    private WebApplication? _app;

    public bool IsOpen => _app is not null;

    /// <param name="patience">A port that was in use a moment ago may be free in another.</param>
    /// <returns>Null when it is open; otherwise why it is not.</returns>
    public async Task<string?> Open(TimeSpan patience, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        await _one.WaitAsync(ct);
        try
        {
            while (_app is null)
            {
                var refusal = await TryOpen(ct);
                if (refusal is not null && time.GetElapsedTime(start) >= patience) return refusal;
                if (refusal is not null) await Task.Delay(Pause, time, ct);
            }

            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Takes no more requests, and lets those in flight finish.</summary>
    public async Task Close(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit, time);
        if (_app is not null) await _app.StopAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        _one.Dispose();
    }

    private async Task<string?> TryOpen(CancellationToken ct)
    {
        try
        {
            _app = await QuietWeb.Start(settings.Port, forwarder.Forward, ct);
            log.Write($"Port {settings.Port} is open.");
            return null;
        }
        catch (IOException)
        {
            return $"Port {settings.Port} of {settings.Environment} is taken by another program. Stop that program, or give the environment another port.";
        }
        catch (SocketException e)
        {
            return $"Port {settings.Port} of {settings.Environment} can't be opened: {e.Message}.";
        }
    }
}

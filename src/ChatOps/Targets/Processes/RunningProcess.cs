using System.Diagnostics;

namespace ChatOps.Targets.Processes;

/// <summary>A process that was started here or was found again.</summary>
internal sealed class RunningProcess(ProcessIdentity identity)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);
    private readonly Lock _lock = new();
    private bool _ended;

    public ProcessIdentity Identity => identity;

    /// <summary>Known only of processes that were started here.</summary>
    public int? ExitCode => End?.Code;

    /// <summary>Known only of processes that were started here.</summary>
    public ProcessEnd? End { get; private set; }

    public bool HasEnded()
    {
        lock (_lock)
        {
            if (_ended) return true;
            if (OperatingSystem.IsWindows() || !LibC.Reap(identity.Pid, out var end)) return _ended = !identity.IsAlive();
            End = end;
            return _ended = end is not null;
        }
    }

    /// <returns>Whether it ended within the limit.</returns>
    public async Task<bool> WaitForEnd(TimeSpan limit, TimeProvider time, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        while (!HasEnded())
        {
            if (time.GetElapsedTime(start) >= limit) return false;
            await Task.Delay(Look, time, ct);
        }

        return true;
    }

    /// <summary>Asks it to end and, when the limit has passed, ends it and all it started.</summary>
    public async Task Stop(TimeSpan limit, TimeProvider time, CancellationToken ct)
    {
        if (HasEnded()) return;
        if (!OperatingSystem.IsWindows())
        {
            LibC.SignalGroup(identity.Pid, LibC.Terminate);
            await WaitForEnd(limit, time, ct);

            // Also after a good end: it may have left children behind.
            LibC.SignalGroup(identity.Pid, LibC.Kill);
        }

        Kill();
        await WaitForEnd(TimeSpan.FromSeconds(5), time, ct);
    }

    public void Kill()
    {
        if (HasEnded()) return;
        if (!OperatingSystem.IsWindows())
        {
            LibC.SignalGroup(identity.Pid, LibC.Kill);
            return;
        }

        using var process = Process.GetProcessById(identity.Pid);
        process.Kill(entireProcessTree: true);
    }
}

namespace ChatOps.Targets.Processes;

/// <summary>
/// A process that was started here and everything that it started: its session, its children and theirs, and whoever carries its mark
/// in the environment, also after leaving the session. Who left without the mark is still known by the folder it works in.
/// </summary>
/// <param name="leader">The first of them; null if its number was never noted.</param>
/// <param name="mark">A folder that is theirs alone, as the value of the variable.</param>
/// <remarks>Elsewhere than on Linux only the leader's process group is known.</remarks>
internal sealed class ProcessFamily(ProcessIdentity? leader, string variable, string mark, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);
    private readonly HashSet<ProcessIdentity> _members = leader is null ? [] : [leader];
    private HashSet<ProcessIdentity> _strangers = [];

    /// <param name="everybody">Also looks again at those that did not carry the mark when they were seen first.</param>
    public IReadOnlyList<ProcessEntry> Members(bool everybody = false)
    {
        var all = ProcessTable.Read();
        var strangers = new HashSet<ProcessIdentity>();

        // The number of a leader that is gone may be somebody else's by now, and so its session.
        var session = leader is not null && all.FirstOrDefault(e => e.Identity.Pid == leader.Pid) is var now && (now is null || now.Identity == leader) ? leader.Pid : 0;
        foreach (var entry in all)
        {
            if (_members.Contains(entry.Identity)) continue;
            if (session != 0 && entry.Session == session) _members.Add(entry.Identity);
            else if (!everybody && _strangers.Contains(entry.Identity)) strangers.Add(entry.Identity);
            else if (Leftovers.Holds(entry.Identity.Pid, variable, mark) || (everybody && WorksInFolder(entry))) _members.Add(entry.Identity);
            else strangers.Add(entry.Identity);
        }

        _strangers = strangers;
        AddChildren(all);
        _members.IntersectWith([.. all.Select(e => e.Identity)]);
        return [.. all.Where(e => _members.Contains(e.Identity))];
    }

    /// <summary>Asks all of them to end; those that still run after the limit are ended.</summary>
    public async Task Stop(TimeSpan limit, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
        {
            Kill(leader);
            return;
        }

        if (leader?.IsAlive() == true) LibC.SignalGroup(leader.Pid, LibC.Terminate);
        foreach (var member in Members(everybody: true).Where(m => m.Session != leader?.Pid)) LibC.Signal(member.Identity.Pid, LibC.Terminate);
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < limit && (leader?.IsAlive() == true || Members().Count > 0)) await Task.Delay(Look, time, ct);
        await Kill(ct);
    }

    /// <summary>Ends all of them, also while they go on to start others.</summary>
    /// <returns>Whether none is left.</returns>
    public async Task<bool> Kill(CancellationToken ct)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
        {
            Kill(leader);
            return true;
        }

        var paused = new HashSet<ProcessIdentity>();
        var start = time.GetTimestamp();
        while (Members(everybody: true) is { Count: > 0 } members)
        {
            // First nobody can start anybody any more, then they end: otherwise a fork bomb outruns us.
            var running = members.Where(m => paused.Add(m.Identity)).ToList();
            foreach (var member in running) LibC.Signal(member.Identity.Pid, LibC.Pause);
            if (running.Count > 0 && paused.Count < 100_000) continue;
            foreach (var member in members) LibC.Signal(member.Identity.Pid, LibC.Kill);
            if (time.GetElapsedTime(start) > KillLimit) return false;
            await Task.Delay(Look, time, ct);
        }

        return true;
    }

    private static void Kill(ProcessIdentity? leader)
    {
        if (leader is not null) new RunningProcess(leader).Kill();
    }

    // Somebody's shell may stand there too; it has a terminal.
    private bool WorksInFolder(ProcessEntry entry)
    {
        if (entry.HasTerminal) return false;
        try
        {
            return new FileInfo($"/proc/{entry.Identity.Pid}/cwd").LinkTarget is { } place && place.StartsWith(mark + "/", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void AddChildren(IReadOnlyList<ProcessEntry> all)
    {
        var numbers = all.Where(e => _members.Contains(e.Identity)).Select(e => e.Identity.Pid).ToHashSet();
        for (var before = -1; before != _members.Count;)
        {
            before = _members.Count;
            foreach (var entry in all)
                if (numbers.Contains(entry.Parent) && _members.Add(entry.Identity)) numbers.Add(entry.Identity.Pid);
        }
    }
}

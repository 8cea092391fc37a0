using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using ChatOps.Persistence;
using ChatOps.Targets.Processes;

namespace ChatOps.Pipelines.Scripts;

/// <summary>
/// Runs programs for stages: bounded, without the bot's own secrets, and with nothing left when they end. They run as the bot's own user,
/// so whoever may change a stage's program may read what the bot may read.
/// </summary>
public sealed class ScriptRunner(DataFolder data, TimeProvider time, ILogger<ScriptRunner> log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ScriptKey, Script> _scripts = new();
    private readonly Lock _begin = new();
    private readonly string _root = data.File("scripts");
    private bool _closed;

    /// <summary>Begins a script, unless it was begun before, in this life of the bot or an earlier one.</summary>
    /// <returns>The same as <see cref="Ask"/>: what can't be started has ended, and its words say why.</returns>
    /// <exception cref="IOException">That it begins can't be noted; it was not begun.</exception>
    public ScriptState Begin(ScriptOrder order)
    {
        lock (_begin)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var known = Ask(order.Key);
            if (known is not ScriptState.Unknown { Interrupted: null }) return known;
            var script = new Script(order, new(_root, order.Key), time, log);
            script.Begin();
            _scripts[order.Key] = script;
            return script.State;
        }
    }

    /// <summary>How a script is doing. An end is known also in later lives of the bot.</summary>
    public ScriptState Ask(ScriptKey key)
    {
        if (_scripts.TryGetValue(key, out var script)) return script.State;
        var note = NoteAt(new ScriptFolder(_root, key).Note);
        return note?.End is { } end ? new ScriptState.Ended(end) : new ScriptState.Unknown(note?.Began);
    }

    /// <summary>Asks a script to end, and ends it and all that it started after its grace. Returns when nothing of it runs.</summary>
    public async Task<ScriptState> Stop(ScriptKey key)
    {
        if (_scripts.TryGetValue(key, out var script))
        {
            script.Stop();
            await script.Done;
        }

        return Ask(key);
    }

    /// <summary>After a start, before anything is begun: what an earlier life of the bot left running is ended.</summary>
    /// <returns>The scripts that were interrupted; asked for, they are <see cref="ScriptState.Unknown"/> with the moment of their begin.</returns>
    public async Task<IReadOnlyList<ScriptKey>> TakeUp(CancellationToken ct)
    {
        var interrupted = new List<ScriptKey>();
        if (!Directory.Exists(_root)) return interrupted;
        foreach (var path in Directory.EnumerateFiles(_root, "*.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }))
        {
            // Without a work folder it was over and removed.
            if (!Directory.Exists(path[..^".json".Length]) || NoteAt(path) is not { End: null } note) continue;
            if (note.Bot.IsAlive() || _scripts.ContainsKey(note.Key)) continue;
            var leader = note.Leader?.IsAlive() == true ? note.Leader : null;
            if (!await new ProcessFamily(leader, ScriptLaunch.Mark, note.Mark, time).Kill(ct))
                log.LogError("Stage {Stage} of run {Run} left processes behind that can't be ended.", note.Key.Stage, note.Key.Run);
            if (note.Key.Try > 0) interrupted.Add(note.Key);
        }

        return interrupted;
    }

    /// <summary>The runs whose work folders are still there.</summary>
    public IReadOnlyList<long> LaidOut() => !Directory.Exists(_root) ? [] :
    [
        .. Directory.EnumerateDirectories(_root).Where(folder => Directory.EnumerateDirectories(folder).Any())
            .Select(folder => long.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var run) ? run : 0).Where(run => run > 0),
    ];

    /// <summary>Removes the work folders of a run that is over. Logs stay, and so does what <see cref="Ask"/> answers; files to hand on go.</summary>
    /// <returns>False if one of its scripts still runs: nothing was removed then.</returns>
    public bool Remove(long run)
    {
        var all = _scripts.Where(s => s.Key.Run == run).ToList();
        if (all.Exists(s => s.Value.State is ScriptState.Running)) return false;
        foreach (var (key, script) in all)
        {
            _scripts.TryRemove(key, out _);
            script.Dispose();
        }

        var folder = ScriptFolder.RunFolder(_root, run);
        if (!Directory.Exists(folder)) return true;
        foreach (var inner in Directory.EnumerateDirectories(folder)) ScriptFolder.Delete(inner);
        return true;
    }

    /// <summary>The bot ends: every script ends with it, and counts as interrupted.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_begin) _closed = true;
        foreach (var script in _scripts.Values) script.Stop(forNothing: true);
        await Task.WhenAll(_scripts.Values.Select(s => s.Done));
        foreach (var script in _scripts.Values) script.Dispose();
    }

    private ScriptNote? NoteAt(string path)
    {
        try
        {
            return ScriptNote.Read(path);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // It was begun, so it is not begun again; nothing else is known.
            log.LogError(e, "The note {Path} can't be read; its script counts as interrupted.", path);
            return new(new(0, "", 0), new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero), new(0, ""), path[..^".json".Length]);
        }
    }
}

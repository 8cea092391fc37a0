using System.Collections.Concurrent;
using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Pipelines.Scripts;
using ChatOps.Slack;

namespace ChatOps.Pipelines.Stages;

/// <summary>What commands print, on its way into the thread: some lines at a time, so that the thread stays readable. The whole of it lies in the log file.</summary>
public sealed class StageThread(CommitQueue commits, TimeProvider time, ILogger<StageThread> log)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(15);

    private const int MostLines = 20;

    private readonly ConcurrentDictionary<ScriptKey, (DateTimeOffset Since, List<string> Lines, long LeftOut)> _kept = new();

    public void Add(ScriptPrinted printed)
    {
        var kept = _kept.AddOrUpdate(printed.Key, _ => (time.GetUtcNow(), [.. printed.Lines], printed.LeftOut), (_, before) => Joined(before, printed));
        if (time.GetUtcNow() - kept.Since >= Between) Tell(printed.Key);
    }

    public void End(ScriptKey key, ScriptEnd end)
    {
        Tell(key);
        _ = Store(key, async commit =>
        {
            if (await commit.Db.Runs.FindAsync(key.Run) is null) return;
            var run = await commit.Load(key.Run);
            run.StageMayHaveEnded(key.Stage, commit.Now);
            commit.Wake(key.Run);
        });
    }

    private static (DateTimeOffset, List<string>, long) Joined((DateTimeOffset Since, List<string> Lines, long LeftOut) before, ScriptPrinted printed)
    {
        List<string> lines = [.. before.Lines, .. printed.Lines];
        return (before.Since, [.. lines.TakeLast(MostLines)], before.LeftOut + printed.LeftOut + Math.Max(0, lines.Count - MostLines));
    }

    private void Tell(ScriptKey key)
    {
        if (!_kept.TryRemove(key, out var kept) || kept.Lines.Count == 0) return;
        var left = kept.LeftOut > 0 ? $"({kept.LeftOut} lines before these are in the log)" : "";
        _ = Store(key, commit =>
        {
            commit.Db.Outbox.Add(new OutgoingNote { Run = key.Run, CreatedAt = commit.Now, NextTryAt = commit.Now, Note = new Note($"{key.Stage} prints", left, string.Join('\n', kept.Lines)) });
            commit.Leaves(ToDo.Notes);
            return Task.CompletedTask;
        });
    }

    private async Task Store(ScriptKey key, Func<Commit, Task> change)
    {
        try
        {
            await commits.Run(change, CancellationToken.None);
        }
        catch (Exception fault) when (StorageUnavailableException.From(fault) is { } storage)
        {
            log.LogWarning("What {Stage} of run {Run} did was not stored; the run asks again by itself: {Why}", key.Stage, key.Run, storage.Message);
        }
        catch (OperationCanceledException)
        {
            log.LogDebug("The bot stops; what {Stage} of run {Run} did is asked for after the next start.", key.Stage, key.Run);
        }
#pragma warning disable CA1031 // Nobody waits for this: a fault must not vanish.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.LogError(fault, "What {Stage} of run {Run} did was not stored; the run asks again by itself.", key.Stage, key.Run);
        }
    }
}

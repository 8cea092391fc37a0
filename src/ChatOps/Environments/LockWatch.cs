using ChatOps.Domain.Environments;
using ChatOps.Jobs;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Environments;

/// <summary>Ends locks and freezes whose time is over, and reminds of locks that are still there. What is due is stored with the lock, and done together with its message: once.</summary>
public sealed class LockWatch(Database database, CommitQueue commits, Committed committed, TimeProvider time, ILogger<LockWatch> log) : BackgroundService
{
    private readonly Nudge _nudge = new(committed, ToDo.Locks);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _nudge.Repeat(Look, time, log, stoppingToken);

    private async Task<DateTimeOffset?> Look(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read();
        var locks = await db.Environments.Where(e => e.LockDueAt != null && e.LockDueAt <= now).Select(e => new { e.Project, e.Name }).ToListAsync(ct);
        foreach (var due in locks) await commits.Run(commit => LookAtLock(commit, due.Project, due.Name), ct);
        if (await db.Freezes.AnyAsync(f => f.EndedAt == null && f.Until != null && f.Until <= now, ct)) await commits.Run(EndFreezes, ct);

        var nextLock = await db.Environments.Where(e => e.LockDueAt != null).MinAsync(e => e.LockDueAt, ct);
        var nextFreeze = await db.Freezes.Where(f => f.EndedAt == null && f.Until != null).MinAsync(f => f.Until, ct);
        return new[] { nextLock, nextFreeze }.Min();
    }

    private static async Task LookAtLock(Commit commit, string project, string name)
    {
        if (await commit.Db.Environments.FindAsync(project, name) is not { } environment || environment.LookAtLock(commit.Now) is not var (taken, due)) return;
        var note = due == LockDue.Ended
            ? new Note($"The lock of {project} {name} has ended by itself", $"It was {taken}. Take it again if you still need it: /release lock {name} because …", Mention: taken.Owner)
            : new Note($"{project} {name} is still locked", $"{taken}. {await WhoWaits(commit, project, name)}Unlock it if you don't need it any more.",
                Mention: taken.Owner, Buttons: [PressUnlock.ButtonFor(environment, taken)]);
        commit.Tell(taken.Channel, taken.Owner?.Id, note);
        await commit.Store(environment);
    }

    private static async Task<string> WhoWaits(Commit commit, string project, string name)
    {
        var line = await commit.Db.Runs.Where(r => r.Project == project && r.Environment == name && r.FinishedAt == null && r.InLineSince != null && r.Attempt == null)
            .OrderBy(r => r.Id).Select(r => r.Id).Take(10).ToListAsync();
        return line.Count == 0 ? "" : $"In line: {string.Join(", ", line.Select(r => $"#{r}"))}. ";
    }

    private static async Task EndFreezes(Commit commit)
    {
        foreach (var freeze in await commit.Db.Freezes.Where(f => f.EndedAt == null && f.Until != null && f.Until <= commit.Now).ToListAsync())
        {
            if (freeze.EndIfOver(commit.Now) is not { } over) continue;
            commit.Record(over, run: null);
            await commit.WakeLine(freeze.Project, environment: null);
        }
    }
}

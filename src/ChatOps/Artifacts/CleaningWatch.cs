using ChatOps.Jobs;
using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatOps.Artifacts;

/// <summary>Cleans the artifact store when that was asked for, and every night. What is due is stored: once, also with several bots, and after a crash it goes on.</summary>
public sealed class CleaningWatch(
    Database database, CommitQueue commits, Committed committed, FreeBytes free, IOptions<ArtifactOptions> options, TimeProvider time, ILogger<CleaningWatch> log) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    private readonly Nudge _nudge = new(committed, ToDo.Cleaning);
    private DateTimeOffset _notBefore;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _nudge.Repeat(Look, time, log, stoppingToken);

    private async Task<DateTimeOffset?> Look(CancellationToken ct)
    {
        await PutRight(ct);
        var now = time.GetUtcNow();
        await using (var db = database.Read())
            if (!IsPlanned(await db.Cleanings.FirstOrDefaultAsync(c => c.EndedAt == null && c.IsByItself, ct), now)) await commits.Run(PlanNext, ct);

        List<long> due;
        await using (var db = database.Read())
            due = await db.Cleanings.Where(c => c.EndedAt == null && c.TryAt <= now).OrderBy(c => c.TryAt).Select(c => c.Id).ToListAsync(ct);
        foreach (var cleaning in due) await free.Do(cleaning, ct);
        await using var after = database.Read();
        return await after.Cleanings.Where(c => c.EndedAt == null).MinAsync(c => (DateTimeOffset?)c.TryAt, ct);
    }

    private async Task PutRight(CancellationToken ct)
    {
        if (_notBefore > time.GetUtcNow()) return;
        try
        {
            await free.PutRight(ct);
        }
        catch (ArtifactException fault)
        {
            log.LogWarning(fault, "What was set aside in the artifact store stays there for now: {Why}", fault.Message);
            _notBefore = time.GetUtcNow() + AfterFailure;
        }
    }

    // One that is due, or was stopped by a fault, is done whatever the settings say now.
    private bool IsPlanned(Cleaning? next, DateTimeOffset now) => (next?.DueAt, options.Value.NextCleanup(now)) switch
    {
        (null, null) => true,
        ({ } due, _) when due <= now => true,
        var (due, wanted) => due == wanted,
    };

    private async Task PlanNext(Commit commit)
    {
        var next = await commit.Db.Cleanings.FirstOrDefaultAsync(c => c.EndedAt == null && c.IsByItself);
        if (IsPlanned(next, commit.Now)) return;
        if (options.Value.NextCleanup(commit.Now) is not { } at) commit.Db.Cleanings.Remove(next!);
        else if (next is null) commit.Db.Cleanings.Add(Cleaning.ByItself(at));
        else (next.DueAt, next.TryAt) = (at, at);
    }
}

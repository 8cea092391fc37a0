using ChatOps.Artifacts;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Notifications;

/// <summary>Warns of releases that wait for people, whose bytes were lost from the store, while CI is about to delete its own. A copy of ours makes CI's end meaningless.</summary>
public sealed class ExpiryWarnings(Database database, CommitQueue commits, ArtifactStore store, TimeProvider time)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(3), Every = TimeSpan.FromDays(1);

    public async Task Look(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read();
        foreach (var id in await db.Runs.Where(r => r.FinishedAt == null && r.Status == RunStatus.WaitingForApproval).Select(r => r.Id).ToListAsync(ct))
        {
            var run = await db.Runs.Include(r => r.Release).FirstAsync(r => r.Id == id, ct);
            if (Matters(run, now) && await Reminder.IsDue(db, About(run), Every, now, ct)) await commits.Run(commit => Warn(commit, id), ct);
        }
    }

    private bool Matters(PipelineRun run, DateTimeOffset now) =>
        Expiry.Of(run.Ci) is { } until && until > now && until <= now + Ahead && run.Release is { } release && !store.HasAll(release);

    private async Task Warn(Commit commit, long id)
    {
        var run = await commit.Load(id);
        if (run.Status != RunStatus.WaitingForApproval || !Matters(run, commit.Now) || !await Reminder.Begin(commit, About(run), Every)) return;
        commit.Db.Outbox.Add(new OutgoingNote
        {
            Run = id, CreatedAt = commit.Now, NextTryAt = commit.Now,
            Note = new Note("Its bytes are about to be gone for good", $"{Expiry.Warning(run.Ci, isHere: false, commit.Now)} Cancel this and ask for it again before that: they are taken in anew.", Mention: run.RequestedBy, Tone: NoteTone.Bad),
        });
        commit.Leaves(ToDo.Notes);
    }

    private static string About(PipelineRun run) => $"expiry of #{run.Id}";
}

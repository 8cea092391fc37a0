using ChatOps.Domain.Deployments;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Deployments;

/// <summary>What follows for promotion when something new runs in an environment.</summary>
internal static class Promotions
{
    /// <summary>Promotions of what ran there before end; those of what runs there now begin to wait. Cards whose Promote button comes or goes are drawn again.</summary>
    public static async Task Follow(this Commit commit, PipelineRun run, Deployment deployment)
    {
        var open = await commit.Db.Promotions
            .Where(p => p.Project == run.Project && p.From == run.Environment && p.EndedAt == null && p.Deployment != deployment.Id).ToListAsync();
        foreach (var promotion in open)
        {
            commit.Record(promotion.Cancel($"run {run.CiRun} runs in {run.Environment} now", commit.Now), promotion.Run);
            commit.Tell(promotion.Run, $"Not promoted to {promotion.To}", $"#{run.Id} put run {run.CiRun} into {run.Environment} meanwhile.");
        }

        foreach (var promotion in PendingPromotion.After(run, deployment.Id, commit.Now))
        {
            commit.Db.Promotions.Add(promotion);
            commit.Record(promotion.Waits(), run.Id);
            commit.Tell(run.Id, $"Goes on to {promotion.To} by itself", $"At {promotion.DueAt:yyyy-MM-dd HH:mm} UTC, unless something else runs in {run.Environment} by then.");
            commit.Leaves(ToDo.Promotions);
        }

        foreach (var before in run.Definition.Environment.After)
        {
            var current = await commit.Db.Environments.AsNoTracking().Where(e => e.Project == run.Project && e.Name == before).Select(e => e.Current).FirstOrDefaultAsync();
            if (current is not null && await commit.Db.Deployments.FindAsync(current.Deployment) is { } there) await commit.ShowCard(there.Run);
        }
    }

    /// <summary>A word in the thread of a run's card.</summary>
    public static void Tell(this Commit commit, long run, string heading, string text)
    {
        commit.Db.Outbox.Add(new OutgoingNote { Run = run, CreatedAt = commit.Now, NextTryAt = commit.Now, Note = new Note(heading, text) });
        commit.Leaves(ToDo.Notes);
    }

    /// <summary>For a run whose policy asks: a newer release of its branch in the same line.</summary>
    public static async Task<NewerRelease?> NewerThan(this ChatOpsDb db, PipelineRun run)
    {
        if (!run.Definition.Environment.Moves.Supersede || run.Kind != RunKind.Deploy || run.Release is not { } release) return null;
        var newer = await db.Runs.AsNoTracking()
            .Where(r => r.Project == run.Project && r.Environment == run.Environment && r.FinishedAt == null && r.InLineSince != null && (r.Start == null || r.IsDue)
                && r.Kind == RunKind.Deploy && r.CiRun > run.CiRun && r.Release!.Branch == release.Branch)
            .OrderByDescending(r => r.CiRun).Select(r => new { r.Id, r.CiRun }).FirstOrDefaultAsync();
        return newer is null ? null : new(newer.Id, newer.CiRun!.Value);
    }
}

using ChatOps.Domain.Deployments;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Projects;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines;

/// <summary>Reads a run, and what its gates need to know, for a change.</summary>
internal static class LoadRun
{
    public static Task<PipelineRun> Load(this Commit commit, long id) =>
        commit.Db.Runs.Include(r => r.Votes).Include(r => r.Release).SingleAsync(r => r.Id == id);

    /// <param name="projects">The settings as they are now, which may not be those that the run began with.</param>
    public static async Task<EnvironmentFacts> FactsFor(this Commit commit, PipelineRun run, ProjectCatalog projects)
    {
        var policy = projects.Find(run.Project)?.Find(run.Environment);
        var facts = await commit.Db.FactsFor(run.Project, run.Environment, run.Id, run.ArtifactToDeploy?.Digest, commit.Now, run.InLine);
        return facts with { Policy = policy, IsGone = policy is null };
    }

    /// <param name="run">0 for a run that does not exist yet.</param>
    /// <param name="digest">Null if the bytes are not known yet: then they have passed nothing.</param>
    /// <param name="now">The run's own place where it is not stored yet.</param>
    public static async Task<EnvironmentFacts> FactsFor(this ChatOpsDb db, string project, string environment, long run, Digest? digest, DateTimeOffset moment, LineEntry? now = null)
    {
        var current = await db.Environments.AsNoTracking()
            .Where(e => e.Project == project && e.Name == environment).Select(e => e.Current).FirstOrDefaultAsync();
        var passedIn = digest is not { } bytes ? [] : await db.Deployments
            .Where(d => d.Digest == bytes && d.Outcome == DeploymentOutcome.Succeeded && d.Project == project)
            .Select(d => d.Environment).Distinct().ToListAsync();
        var line = await db.Runs.AsNoTracking()
            .Where(r => r.Project == project && r.Environment == environment && r.FinishedAt == null && r.InLineSince != null)
            .Select(r => new { r.Id, r.Kind, r.CiRun, r.InLineSince, r.Attempt, r.Status, r.IsEmergency }).ToListAsync();
        var entries = line.Select(r => new LineEntry(r.Id, r.Kind, r.CiRun ?? 0, r.InLineSince!.Value, r.Attempt is not null, r.Status, r.IsEmergency));
        if (now is not null) entries = entries.Where(e => e.Run != run).Append(now);
        return new(current, Line.Ahead(run, entries), passedIn.ToHashSet(StringComparer.OrdinalIgnoreCase))
        {
            CurrentBranch = current is null ? null : await db.Deployments.Where(d => d.Id == current.Deployment)
                .Join(db.Releases, d => d.Release, r => r.Id, (_, r) => r.Branch).FirstOrDefaultAsync(),
            Stays = digest is { } served ? await StaysOf(db, project, served) : [],
            Overdue = await db.Debts.AsNoTracking().Where(d => d.Project == project && d.Environment == environment && d.SignedAt == null && d.ReviewBy <= moment).ToListAsync(),
        };
    }

    // A stay ends when the next good deployment took its place.
    private static async Task<IReadOnlyList<Stay>> StaysOf(ChatOpsDb db, string project, Digest digest)
    {
        var good = db.Deployments.Where(d => d.Project == project && d.Outcome == DeploymentOutcome.Succeeded);
        var stays = await good.Where(d => d.Digest == digest).OrderByDescending(d => d.Id).Take(20)
            .Select(d => new { d.Environment, d.EndedAt, Next = good.Where(n => n.Environment == d.Environment && n.Id > d.Id).OrderBy(n => n.Id).Select(n => n.EndedAt).FirstOrDefault() })
            .ToListAsync();
        return [.. stays.Select(s => new Stay(s.Environment, s.EndedAt!.Value, s.Next))];
    }
}

using ChatOps.Deployments;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines;

/// <summary>Reads a run, and what its gates need to know, for a change.</summary>
internal static class LoadRun
{
    public static Task<PipelineRun> Load(this Commit commit, long id) =>
        commit.Db.Runs.Include(r => r.Votes).Include(r => r.Release).SingleAsync(r => r.Id == id);

    public static async Task<EnvironmentFacts> FactsFor(this Commit commit, PipelineRun run) =>
        await commit.Db.FactsFor(run.Project, run.Environment, run.Id, run.ArtifactToDeploy?.Digest, run.InLine) with { Newer = await commit.Db.NewerThan(run) };

    /// <param name="run">0 for a run that does not exist yet.</param>
    /// <param name="digest">Null if the bytes are not known yet: then they have passed nothing.</param>
    /// <param name="now">The run's own place where it is not stored yet.</param>
    public static async Task<EnvironmentFacts> FactsFor(this ChatOpsDb db, string project, string environment, long run, Digest? digest, LineEntry? now = null)
    {
        var current = await db.Environments.AsNoTracking()
            .Where(e => e.Project == project && e.Name == environment).Select(e => e.Current).FirstOrDefaultAsync();
        var passedIn = digest is not { } bytes ? [] : await db.Deployments
            .Where(d => d.Digest == bytes && d.Outcome == DeploymentOutcome.Succeeded && d.Project == project)
            .Select(d => d.Environment).Distinct().ToListAsync();
        var line = await db.Runs.AsNoTracking()
            .Where(r => r.Project == project && r.Environment == environment && r.FinishedAt == null && r.InLineSince != null)
            .Select(r => new { r.Id, r.Kind, r.CiRun, r.InLineSince, r.Attempt, r.Status }).ToListAsync();
        var entries = line.Select(r => new LineEntry(r.Id, r.Kind, r.CiRun ?? 0, r.InLineSince!.Value, r.Attempt is not null, r.Status));
        if (now is not null) entries = entries.Where(e => e.Run != run).Append(now);
        return new(current, Line.Ahead(run, entries), passedIn.ToHashSet(StringComparer.OrdinalIgnoreCase));
    }
}

using ChatOps.Deployments;
using ChatOps.Domain.Approvals;
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
        var facts = await commit.Db.FactsFor(run.Project, run.Environment, run.Id, run.ArtifactToDeploy?.Digest, commit.Now, run.InLine, run.RequestedBy);
        return facts with { Policy = policy, IsGone = policy is null, Newer = await commit.Db.NewerThan(run), IsByApprover = run.IsRequesterApprover };
    }

    /// <param name="run">0 for a run that does not exist yet.</param>
    /// <param name="digest">Null if the bytes are not known yet: then they have passed nothing.</param>
    /// <param name="now">The run's own place where it is not stored yet.</param>
    /// <param name="by">Who asked for it, or would.</param>
    public static async Task<EnvironmentFacts> FactsFor(
        this ChatOpsDb db, string project, string environment, long run, Digest? digest, DateTimeOffset moment, LineEntry? now = null, Person? by = null)
    {
        var record = await db.Environments.AsNoTracking()
            .Where(e => e.Project == project && e.Name == environment).Select(e => new { e.Current, e.Lock, e.Hold }).FirstOrDefaultAsync();
        var freezes = await db.Freezes.AsNoTracking().Where(f => f.EndedAt == null && (f.Project == null || f.Project == project)).ToListAsync();
        var passedIn = digest is not { } bytes ? [] : await db.Deployments
            .Where(d => d.Digest == bytes && d.Outcome == DeploymentOutcome.Succeeded && d.Project == project)
            .Select(d => d.Environment).Distinct().ToListAsync();
        var line = await db.LineOf(project, environment, record?.Lock);
        if (now is not null) line = [.. line.Where(e => e.Run != run), now with { IsBarred = !now.IsEmergency && record?.Lock?.Bars(by) == true }];
        var ahead = Line.Ahead(run, line);
        return new(record?.Current, ahead, passedIn.ToHashSet(StringComparer.OrdinalIgnoreCase))
        {
            Place = ahead is null ? null : Line.PlaceOf(run, line, await db.UsualTime(project, environment)),
            RequestedBy = by, Lock = record?.Lock, Hold = record?.Hold, Freezes = freezes,
            CurrentBranch = record?.Current is not { } current ? null : await db.Deployments.Where(d => d.Id == current.Deployment)
                .Join(db.Releases, d => d.Release, r => r.Id, (_, r) => r.Branch).FirstOrDefaultAsync(),
            Stays = digest is { } served ? await StaysOf(db, project, served) : [],
            Overdue = await db.Debts.AsNoTracking().Where(d => d.Project == project && d.Environment == environment && d.SignedAt == null && d.ReviewBy <= moment).ToListAsync(),
        };
    }

    // A stay ends when the next good deployment took its place.
    private static async Task<IReadOnlyList<Stay>> StaysOf(ChatOpsDb db, string project, Digest digest)
    {
        var good = db.Deployments.Where(d => d.Project == project && d.Outcome == DeploymentOutcome.Succeeded);
        var stays = await good.Where(d => d.Digest == digest)
            .Select(d => new { d.Id, d.Environment, d.EndedAt, Next = good.Where(n => n.Environment == d.Environment && n.Id > d.Id).OrderBy(n => n.Id).Select(n => n.EndedAt).FirstOrDefault() })
            .ToListAsync();
        return [.. stays.OrderByDescending(s => s.Id).Select(s => new Stay(s.Environment, s.EndedAt!.Value, s.Next))];
    }

    public static async Task<IReadOnlyList<LineEntry>> LineOf(this ChatOpsDb db, string project, string environment, EnvironmentLock? taken)
    {
        var line = await db.Runs.AsNoTracking()
            .Where(r => r.Project == project && r.Environment == environment && r.FinishedAt == null && r.InLineSince != null)
            .Select(r => new { r.Id, r.Kind, r.CiRun, r.InLineSince, r.Attempt, r.Status, r.RequestedBy, r.IsEmergency }).ToListAsync();
        return
        [
            .. line.Select(r => new LineEntry(r.Id, r.Kind, r.CiRun ?? 0, r.InLineSince!.Value, r.Attempt is not null, r.Status, r.IsEmergency)
            {
                IsBarred = !r.IsEmergency && taken?.Bars(r.RequestedBy) == true, BegunAt = r.Attempt?.Orders is [var first, ..] ? first.BegunAt : null,
            }),
        ];
    }

    /// <returns>How long a deployment takes there; null while there were too few to tell.</returns>
    public static async Task<TimeSpan?> UsualTime(this ChatOpsDb db, string project, string environment)
    {
        const int last = 10;
        var times = await db.Deployments.AsNoTracking()
            .Where(d => d.Project == project && d.Environment == environment && d.Outcome == DeploymentOutcome.Succeeded && d.EndedAt != null)
            .OrderByDescending(d => d.Id).Take(last).Select(d => new { d.BegunAt, d.EndedAt }).ToListAsync();
        return Line.Usually([.. times.Select(t => t.EndedAt!.Value - t.BegunAt)]);
    }
}

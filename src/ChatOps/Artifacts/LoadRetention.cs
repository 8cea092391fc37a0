using ChatOps.Domain.Deployments;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Projects;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Artifacts;

/// <summary>Reads who needs which release.</summary>
internal static class LoadRetention
{
    public static async Task<RetentionFacts> FactsForRetention(this ChatOpsDb db, ProjectCatalog projects, RetentionPolicy policy)
    {
        var stored = await db.Releases.AsNoTracking().Where(r => r.CleanedAt == null)
            .Select(r => new StoredRelease(r.Id, r.Project, r.CiRun, r.TakenInAt, r.Artifacts)).ToListAsync();
        var current = (await db.Environments.AsNoTracking().Select(e => e.Current).ToListAsync()).OfType<RunningRelease>().Select(c => c.Deployment).ToList();
        var running = await db.Deployments.Where(d => current.Contains(d.Id)).Select(d => new { d.Release, d.Before }).ToListAsync();
        var unfinished = await db.Runs.AsNoTracking().Where(r => r.FinishedAt == null).Select(r => new { r.Project, r.CiRun, r.ReleaseId, r.GoesBackTo }).ToListAsync();
        // A rollback on its way brings its own way back with it.
        var before = running.Select(d => d.Before).Concat(unfinished.Select(r => r.GoesBackTo)).OfType<long>().ToList();
        var owing = await db.Debts.Where(d => d.SignedAt == null).Select(d => d.Run).ToListAsync();
        var goingOn = await db.Promotions.Where(p => p.EndedAt == null).Select(p => p.Deployment).ToListAsync();
        return new(stored)
        {
            Running = [.. running.Select(d => d.Release)],
            WaysBack = await db.Deployments.Where(d => before.Contains(d.Id)).Select(d => d.Release).ToListAsync(),
            Pinned = [.. unfinished.Select(r => r.ReleaseId).OfType<long>()],
            AskedFor = unfinished.Where(r => r.CiRun != null).Select(r => (r.Project, r.CiRun!.Value)).ToHashSet(),
            Owed = await db.Deployments.Where(d => goingOn.Contains(d.Id) || owing.Contains(d.Run)).Select(d => d.Release).ToListAsync(),
            Promoted = await PromotedIn(db, projects, policy.KeepPromoted),
        };
    }

    private static async Task<IReadOnlyList<Promoted>> PromotedIn(ChatOpsDb db, ProjectCatalog projects, int most)
    {
        var promoted = new List<Promoted>();
        foreach (var project in projects.All)
        {
            foreach (var environment in project.Environments.Where(e => e.After.Count > 0))
            {
                var last = await db.Deployments
                    .Where(d => d.Project == project.Name && d.Environment == environment.Name && d.Outcome == DeploymentOutcome.Succeeded)
                    .GroupBy(d => d.Release).Select(g => new { Release = g.Key, Newest = g.Max(d => d.Id) }).OrderByDescending(g => g.Newest).Take(most).ToListAsync();
                promoted.AddRange(last.Select(g => new Promoted(project.Name, environment.Name, g.Release, g.Newest)));
            }
        }

        return promoted;
    }
}

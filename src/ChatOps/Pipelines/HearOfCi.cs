using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Persistence;
using ChatOps.Pipelines.Stages;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines;

/// <summary>CI may have news: whoever waits for it looks now, whatever else was planned. What the news is, CI is asked.</summary>
internal static class HearOfCi
{
    /// <param name="projects">Those whose CI it is.</param>
    /// <param name="ciRuns">What may have changed; null: anything.</param>
    public static async Task HearOf(this Commit commit, IReadOnlyCollection<string> projects, IReadOnlySet<long>? ciRuns, CiSourceCatalog sources)
    {
        foreach (var run in await Unfinished(commit.Db, projects).ToListAsync())
        {
            var wakes = run.AwaitedCiRun is { } awaited && ciRuns?.Contains(awaited) != false && run.CiMayHaveChanged(commit.Now);
            foreach (var stage in WorkOf(run).Where(s => ciRuns?.Any(id => sources.For(run.Project).MayBe(StageOrder.KeyOf(run.Id, s.Name, s.Try), id)) != false))
            {
                run.StageMayHaveEnded(stage.Name, commit.Now);
                wakes = true;
            }

            if (wakes) commit.Wake(run.Id);
        }
    }

    /// <returns>Something in these projects waits for CI.</returns>
    public static async Task<bool> AwaitsCi(this ChatOpsDb db, IReadOnlyCollection<string> projects, CancellationToken ct) =>
        (await Unfinished(db, projects).AsNoTracking().ToListAsync(ct)).Any(r => r.AwaitedCiRun is not null || WorkOf(r).Any());

    private static IQueryable<PipelineRun> Unfinished(ChatOpsDb db, IReadOnlyCollection<string> projects) =>
        db.Runs.Include(r => r.Votes).Include(r => r.Release).Where(r => r.FinishedAt == null && projects.Contains(r.Project));

    private static IEnumerable<StageRun> WorkOf(PipelineRun run) => run.Stages.Where(s => s is { Kind: StageKind.CiWork, Part: not null, State: StageState.Running });
}

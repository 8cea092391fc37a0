using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Pipelines.Stages;
using ChatOps.Targets.GitHubWorkflow;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines;

/// <summary>CI may have news: whoever waits for it looks now, whatever else was planned. What the news is, CI is asked.</summary>
internal static class HearOfCi
{
    /// <param name="projects">Those whose CI it is.</param>
    /// <param name="ciRuns">What may have changed.</param>
    /// <param name="orAny">There is also news that names no run.</param>
    public static async Task HearOf(this Commit commit, IReadOnlyCollection<string> projects, IReadOnlySet<long> ciRuns, bool orAny, CiSourceCatalog sources)
    {
        foreach (var run in await Unfinished(commit.Db, projects).ToListAsync())
        {
            var wakes = (run.AwaitedCiRun is { } awaited && (orAny || ciRuns.Contains(awaited))) || await IsDeployedByOne(run);
            wakes = wakes && run.CiMayHaveChanged(commit.Now);
            foreach (var stage in WorkOf(run).Where(s => orAny || MayBeOne(run, StageOrder.KeyOf(run.Id, s.Name, s.Try))))
            {
                run.StageMayHaveEnded(stage.Name, commit.Now);
                wakes = true;
            }

            if (wakes) commit.Wake(run.Id);
        }

        bool MayBeOne(PipelineRun run, string key) => ciRuns.Any(id => sources.For(run.Project).MayBe(key, id));

        // A run that deploys is named by whatever is told of it, so what names none is not about it. While nobody knows its number, it may be any.
        async Task<bool> IsDeployedByOne(PipelineRun run)
        {
            if (run.AwaitedAttempt is not { } token) return false;
            var keys = GitHubWorkflowTarget.WorkOf(run.Project, run.Environment, token);
            var asked = await commit.Db.AskedWork.AsNoTracking().Where(w => keys.Contains(w.Key) && w.Conclusion == CiConclusion.Running).ToListAsync();
            return asked.Exists(w => w.CiRun is { } known ? ciRuns.Contains(known) : MayBeOne(run, w.Key));
        }
    }

    /// <returns>Something in these projects waits for CI.</returns>
    public static async Task<bool> AwaitsCi(this ChatOpsDb db, IReadOnlyCollection<string> projects, CancellationToken ct) =>
        (await Unfinished(db, projects).AsNoTracking().ToListAsync(ct)).Any(r => r.AwaitedCiRun is not null || WorkOf(r).Any());

    private static IQueryable<PipelineRun> Unfinished(ChatOpsDb db, IReadOnlyCollection<string> projects) =>
        db.Runs.Include(r => r.Votes).Include(r => r.Release).Where(r => r.FinishedAt == null && projects.Contains(r.Project));

    private static IEnumerable<StageRun> WorkOf(PipelineRun run) => run.Stages.Where(s => s is { Kind: StageKind.CiWork, Part: not null, State: StageState.Running });
}

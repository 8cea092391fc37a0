using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines.Steps;

/// <summary>What is the release made of?</summary>
public sealed class RevisionStep(CiSourceCatalog sources, Database database)
{
    public async Task<Outcome> Do(FindRevision step, PipelineRun run, CancellationToken ct)
    {
        try
        {
            if (await sources.For(run.Project).FindRevision(step.Branch, ct) is not { } revision)
                return Outcomes.Of((r, now) => r.SourceIsRefused($"{run.Project} has no branch {step.Branch ?? "to begin with"}; push it first, or name another: /release start {run.Project} <branch>", now));
            var changed = await ChangedPaths(run, revision, ct);
            return (r, commit) => Found(r, commit, revision with { ChangedPaths = changed });
        }
        catch (CiUnavailableException fault)
        {
            return Outcomes.TryAgainLater(fault.Message);
        }
    }

    // Only now is it known which branch the default one is: another run may already make a release of it.
    private static async Task Found(PipelineRun run, Commit commit, Revision revision)
    {
        if ((await StartRelease.UnderWay(commit, run.Project)).FirstOrDefault(r => r.Id != run.Id && r.Revision?.Branch == revision.Branch) is { } other)
            run.SourceIsRefused(StartRelease.Already(other), commit.Now);
        else
            run.RevisionIs(revision, commit.Now);
    }

    // Only asked for where a condition needs it. What is not known lets the stage run.
    private async Task<IReadOnlyList<string>?> ChangedPaths(PipelineRun run, Revision revision, CancellationToken ct)
    {
        if (run.Definition.Planned.All(p => p.Stage.When is not { Paths.Count: > 0 })) return null;
        await using var db = database.Read();
        var environment = await db.Environments.FirstOrDefaultAsync(e => e.Project == run.Project && e.Name == run.Environment, ct);
        if (environment?.Current?.Commit is not { } runsThere) return null;
        var changes = await sources.For(run.Project).Changes(runsThere, revision.Commit, ct);
        return changes.Count == 0 || changes.Any(c => c.Paths is null) ? null : [.. changes.SelectMany(c => c.Paths!).Distinct()];
    }
}

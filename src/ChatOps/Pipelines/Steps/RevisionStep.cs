using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;

namespace ChatOps.Pipelines.Steps;

/// <summary>What is the release made of?</summary>
public sealed class RevisionStep(CiSourceCatalog sources)
{
    public async Task<Outcome> Do(FindRevision step, PipelineRun run, CancellationToken ct)
    {
        try
        {
            return await sources.For(run.Project).FindRevision(step.Branch, ct) is { } revision
                ? Outcomes.Of((r, now) => r.RevisionIs(revision, now))
                : Outcomes.Of((r, now) => r.SourceIsRefused($"{run.Project} has no branch {step.Branch ?? "to begin with"}; push it first, or name another: /release start {run.Project} <branch>", now));
        }
        catch (CiUnavailableException fault)
        {
            return Outcomes.TryAgainLater(fault.Message);
        }
    }
}

using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;

namespace ChatOps.Pipelines.Steps;

/// <summary>Does CI still say the same of the run? If it gives no answer, the pinned release speaks for itself: what was decided is not held up.</summary>
public sealed class ConfirmStep(CiSourceCatalog sources)
{
    public async Task<Outcome> Do(ConfirmRelease step, PipelineRun run, CancellationToken ct)
    {
        try
        {
            var now = await sources.For(run.Project).Find(step.CiRun, ct);
            return Outcomes.Of((r, at) => r.CiStillIs(now, at));
        }
        catch (CiUnavailableException)
        {
            return Outcomes.Of((r, at) => r.CiStillIs(null, at));
        }
    }
}

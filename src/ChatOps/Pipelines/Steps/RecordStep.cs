using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;
using ChatOps.Pipelines.Stages;

namespace ChatOps.Pipelines.Steps;

/// <summary>Hands what the stages made to the CI source: from here on it is a CI run like every other, and nothing is built again.</summary>
public sealed class RecordStep(CiSourceCatalog sources, StageOutputs outputs, CiWork work)
{
    public async Task<Outcome> Do(PipelineRun run, CancellationToken ct)
    {
        if (run.Definition.MadeBy is { } maker) return await Built(run, run.Stages.Single(s => s.Part == StagePart.Source && s.Name == maker), ct);
        try
        {
            var jobs = run.Stages.Where(s => s.Part == StagePart.Source).Select(s => new CiJob(
                s.Name, s.State == StageState.Passed ? CiConclusion.Success : s.State == StageState.Skipped ? CiConclusion.Skipped : CiConclusion.Failure, s.StartedAt, s.FinishedAt, s.Words));
            var files = outputs.Of(run, StagePart.Source);
            if (files.GroupBy(f => f.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
                return Outcomes.Of((r, now) => r.SourceIsRefused($"two stages made a file named {twice.Key}; artifacts need names of their own", now));
            if (files.Count == 0) return Outcomes.Of((r, now) => r.SourceIsRefused("the stages made no artifact: name the files in the Outputs of a stage", now));
            await sources.For(run.Project).Record(new MadeRun(run.Revision!, run.RequestedBy.Name, run.RequestedAt, [.. jobs], files), ct);
            return Outcomes.Of((r, now) => r.CiRunIsRecorded(r.Revision!.CiRun, now));
        }
        catch (CiRefusedException no)
        {
            return Outcomes.Of((r, now) => r.SourceIsRefused(no.Message, now));
        }
        catch (CiUnavailableException fault)
        {
            return Outcomes.TryAgainLater(fault.Message);
        }
    }

    // CI has it already.
    private async Task<Outcome> Built(PipelineRun run, StageRun maker, CancellationToken ct)
    {
        var built = maker.State == StageState.Passed ? (await work.Find(StageOrder.KeyOf(run.Id, maker.Name, maker.Try), ct))?.CiRun : null;
        return Outcomes.Of((r, now) =>
        {
            if (built is { } number) r.CiRunIsRecorded(number, now);
            else r.SourceIsRefused($"{maker.Name} made no release: it {(maker.State == StageState.Skipped ? "was skipped" : "did not pass")}", now);
        });
    }
}

using ChatOps.Artifacts;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Strategies;
using ChatOps.Targets;

namespace ChatOps.Pipelines.Steps;

/// <summary>Gives the target one order. If no answer comes, the same order is given again: the target answers with what it did.</summary>
public sealed class OrderStep(TargetCatalog targets, ArtifactStore store)
{
    public async Task<Outcome> Do(GiveOrder step, PipelineRun run, CancellationToken ct)
    {
        try
        {
            var artifact = run.ArtifactToDeploy!;
            var order = new StepOrder(step.Token, step.Kind, run.CiRun!.Value, run.Release!.Version, artifact, await FileFor(step.Kind, artifact, ct)) { ApprovedBy = run.ApprovedBy() };
            var outcome = await targets.For(run.Project, run.Environment).Perform(order, ct);
            return outcome.Result switch
            {
                StepResult.Done => Outcomes.Of((r, now) => r.OrderIsDone(step.Kind, outcome.Words, now)),
                StepResult.UnderWay => Outcomes.Of((r, now) => r.OrderIsUnderWay(step.Kind, outcome.Words, outcome.Url, outcome.LookAfter, now, outcome.Review)),
                StepResult.Superseded => Outcomes.Of((r, now) => r.IsSuperseded(outcome.Words, now)),
                _ => Outcomes.Of((r, now) => r.OrderFailed(step.Kind, outcome.Words, outcome.Log, now)),
            };
        }
        catch (TargetUnreachableException fault)
        {
            return Outcomes.Of((r, now) => r.TargetIsSilent(fault.Message, now, fault.AskFor));
        }
        catch (ArtifactException fault)
        {
            return Outcomes.Of((r, now) => r.OrderFailed(step.Kind, fault.Message, "", now));
        }
    }

    // Only unpacking reads the file; a way back must not fail because the store has gone bad meanwhile.
    private async Task<string> FileFor(StepKind kind, Artifact artifact, CancellationToken ct) =>
        kind == StepKind.Prepare ? await store.PathOf(artifact, ct) : store.FileOf(artifact.Digest);
}

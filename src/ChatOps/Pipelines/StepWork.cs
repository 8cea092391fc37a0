using ChatOps.Domain.Pipelines;
using ChatOps.Pipelines.Steps;

namespace ChatOps.Pipelines;

/// <summary>Does a step: the only place where a run meets the outside world.</summary>
public sealed class StepWork(
    RequesterStep requester, ResolveStep resolve, TakeInStep takeIn, ChangesStep changes, VerifyStoreStep verifyStore,
    ApproversStep approvers, ConfirmStep confirm, OutsideStep outside, OrderStep order, RevisionStep revision, RepositoryStep repository, StageStep stages, RecordStep record)
{
    public Task<Outcome> Do(Step step, PipelineRun run, CancellationToken ct) => step switch
    {
        ReadStages => repository.Do(run, ct),
        IdentifyRequester s => requester.Do(s, run, ct),
        ResolveRelease s => resolve.Do(s, run, ct),
        TakeInArtifacts => takeIn.Do(run, ct),
        ListChanges s => changes.Do(s, run, ct),
        VerifyStoredArtifacts => verifyStore.Do(run, ct),
        CheckApprovers => approvers.Do(run, ct),
        ConfirmRelease s => confirm.Do(s, run, ct),
        AskOutside s => outside.Do(s, run, ct),
        GiveOrder s => order.Do(s, run, ct),
        FindRevision s => revision.Do(s, run, ct),
        BeginStage s => stages.Begin(s, run, ct),
        AskStage s => stages.Ask(s, run, ct),
        RecordCiRun => record.Do(run, ct),
        _ => throw new InvalidOperationException($"No work is written for the step {step.GetType().Name}."),
    };

    /// <summary>Some of its stages need not go on.</summary>
    public void StopUnwanted(PipelineRun run) => stages.StopUnwanted(run);

    /// <summary>The run has ended: whatever its stages began is no longer wanted.</summary>
    public Task EndAll(PipelineRun run, CancellationToken ct) => stages.EndAll(run, ct);
}

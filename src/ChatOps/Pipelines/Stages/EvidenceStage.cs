using ChatOps.Domain.Pipelines.Stages;

namespace ChatOps.Pipelines.Stages;

/// <summary>What tests and scans of the release said, held against what the pipeline asks.</summary>
public sealed class EvidenceStage : StageWork
{
    public override Task<StageAnswer> Begin(StageOrder order, CancellationToken ct) => Ask(order, ct);

    public override Task<StageAnswer> Ask(StageOrder order, CancellationToken ct) => Task.FromResult(StageAnswer.Failed("no evidence is read yet"));
}

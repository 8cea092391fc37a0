using ChatOps.Domain.Approvals;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Pipelines;

/// <summary>What of the changes is worth a second look.</summary>
public sealed partial class PipelineRun
{
    /// <summary>Empty while the changes are not listed.</summary>
    public IReadOnlyList<RiskFound> Risks => (Definition.Environment.Risks, Changes) switch
    {
        ({ Count: > 0 } risks, { Count: > 0 } changes) => Risk.In(changes, risks),
        // It replaces another commit, and no way leads from one to the other.
        ({ Count: > 0 } risks, { Count: 0 }) when Kind == RunKind.Deploy && Decision?.Replaces is { } current && Release is { } release && current.Commit != release.Commit =>
            Risk.NotRuledOut(risks),
        _ => [],
    };

    private bool IsRisky(ApprovalPolicy policy) => policy.MoreForRisks && Kind == RunKind.Deploy && Risks.Count > 0;
}

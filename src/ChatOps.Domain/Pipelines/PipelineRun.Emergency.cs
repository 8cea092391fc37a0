using ChatOps.Domain.Approvals;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Gates;

namespace ChatOps.Domain.Pipelines;

/// <summary>Break-glass: at once, past people and waiting times, and looked at afterwards.</summary>
public sealed partial class PipelineRun
{
    /// <summary>Somebody who may broke the glass for it.</summary>
    public bool IsEmergency { get; private set; }

    /// <summary>What gave way to it, in the gates' words.</summary>
    public IReadOnlyList<string> PassedOver => IsEmergency
        ? [.. Gates.Concat(Stages.SelectMany(s => GatesBefore.OfStage(s.Name, s.Gates ?? []))).Where(g => g.Verdict == Verdict.Passed && g.Words.StartsWith(GaveWay, StringComparison.Ordinal)).Select(g => g.Gate)]
        : [];

    /// <summary>What it leaves to be signed for, once it has begun; null if it is no emergency.</summary>
    public Debt? DebtOf(DateTimeOffset now) => IsEmergency && Attempt is not null && Definition.Environment.Emergency is { } policy
        ? new(Id, Project, Environment, CiRun ?? 0, RequestedBy, Reason ?? "", policy.ReviewWithin, now)
        : null;

    private string? WhyNoEmergency(Standing standing)
    {
        if (!IsEmergency) return null;
        if (Definition.Environment.Emergency is not { } policy) return $"nobody may break the glass for {Environment}: its settings name no emergency group";
        return standing.IsIn(policy.Group) ? null : $"only members of @{policy.Group} may break the glass for {Environment}; ask one of them, or deploy it without the word emergency";
    }

    private const string GaveWay = Domain.Gates.Emergency.PassedOver;
}

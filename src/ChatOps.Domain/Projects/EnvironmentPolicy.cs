using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;

namespace ChatOps.Domain.Projects;

/// <summary>What must hold before a release may enter an environment.</summary>
/// <param name="After">Environments that the very same bytes must have passed before.</param>
/// <param name="Approval">Who must say yes; null if nobody is asked.</param>
/// <param name="Evidence">What test results, scans and the like it asks for; null if none.</param>
public sealed record EnvironmentPolicy(string Name, IReadOnlyList<string> After, ApprovalPolicy? Approval, EvidencePolicy? Evidence = null)
{
    /// <summary>How releases move into it. Null in runs that began before there was such a policy; read <see cref="Moves"/>.</summary>
    public PromotionPolicy? Promotion { get; init; }

    public PromotionPolicy Moves => Promotion ?? PromotionPolicy.None;
}

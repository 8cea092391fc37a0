using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;

namespace ChatOps.Domain.Projects;

/// <summary>What must hold before a release may enter an environment.</summary>
/// <param name="After">Environments that the very same bytes must have passed before.</param>
/// <param name="Approval">Who must say yes; null if nobody is asked.</param>
public sealed record EnvironmentPolicy(string Name, IReadOnlyList<string> After, ApprovalPolicy? Approval)
{
    /// <summary>Null: <see cref="LockPolicy.Default"/>.</summary>
    public LockPolicy? Lock { get; init; }
}

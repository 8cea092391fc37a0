using ChatOps.Domain.Approvals;

namespace ChatOps.Domain.Projects;

/// <summary>What must hold before a release may enter an environment.</summary>
/// <param name="After">Environments that the very same bytes must have passed before.</param>
/// <param name="Approval">Who must say yes; null if nobody is asked.</param>
public sealed record EnvironmentPolicy(string Name, IReadOnlyList<string> After, ApprovalPolicy? Approval);

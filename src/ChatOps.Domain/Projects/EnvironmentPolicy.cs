using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;

namespace ChatOps.Domain.Projects;

/// <summary>What must hold before a release may enter an environment.</summary>
/// <param name="After">Environments that the very same bytes must have passed before.</param>
/// <param name="Approval">Who must say yes; null if nobody is asked.</param>
public sealed record EnvironmentPolicy(string Name, IReadOnlyList<string> After, ApprovalPolicy? Approval)
{
    /// <summary>A digest of all that the settings say of this environment but its target; empty where it was not read from settings.</summary>
    public string? Version { get; init; }

    /// <summary>A digest of the target's settings.</summary>
    public string? Target { get; init; }

    /// <summary>Who may break the glass; null: nobody.</summary>
    public EmergencyPolicy? Emergency { get; init; }

    /// <summary>Further automatic gates; null: none.</summary>
    public GatePolicy? Gates { get; init; }
}

/// <param name="Group">Whose members may deploy at once, past people and waiting times.</param>
/// <param name="ReviewWithin">One of the approvers must sign for it in this time, else the environment takes no further release.</param>
/// <param name="Channel">Where it is announced; null: where it was asked for.</param>
public sealed record EmergencyPolicy(string Group, TimeSpan ReviewWithin, string? Channel);

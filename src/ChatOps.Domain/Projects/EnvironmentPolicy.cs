using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Schedules;

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

    /// <summary>A digest of all that the settings say of this environment but its target; empty where it was not read from settings.</summary>
    public string? Version { get; init; }

    /// <summary>A digest of the target's settings.</summary>
    public string? Target { get; init; }

    /// <summary>Who may break the glass; null: nobody.</summary>
    public EmergencyPolicy? Emergency { get; init; }

    /// <summary>Further automatic gates; null: none.</summary>
    public GatePolicy? Gates { get; init; }

    /// <summary>Changes that are worth a second look: those of the project.</summary>
    public IReadOnlyList<Risk> Risks { get; init; } = [];

    /// <summary>Null: <see cref="LockPolicy.Default"/>.</summary>
    public LockPolicy? Lock { get; init; }

    /// <summary>When it may be deployed to, each as <see cref="Window"/> reads it; null or none: always.</summary>
    public IReadOnlyList<string>? Windows { get; init; }

    /// <summary>Planned times in which it may not: a <see cref="FreezePeriod"/>, a colon and a blank, the reason. Null or none: never.</summary>
    public IReadOnlyList<string>? Freezes { get; init; }

    /// <exception cref="FormatException">With words that name the place in the text. The settings are checked at the start.</exception>
    public DeploymentWindows OpenTimes() => new(
        [.. (Windows ?? []).Select(text => Window.Parse(text, TimeZoneInfo.Utc))], [.. (Freezes ?? []).Select(Period)]);

    private static FreezePeriod Period(string text)
    {
        var end = text.IndexOf(": ", StringComparison.Ordinal);
        if (end < 0) throw new FormatException($"The reason is missing: write, for example, {text.TrimEnd(':')}: year's end.");
        return FreezePeriod.Parse(text[..end], TimeZoneInfo.Utc, text[(end + 2)..].Trim());
    }
}

/// <param name="Group">Whose members may deploy at once, past people and waiting times.</param>
/// <param name="ReviewWithin">One of the approvers must sign for it in this time, else the environment takes no further release.</param>
/// <param name="Channel">Where it is announced; null: where it was asked for.</param>
public sealed record EmergencyPolicy(string Group, TimeSpan ReviewWithin, string? Channel);

using ChatOps.Domain.Deployments;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Environments;

/// <summary>What the gates of one run need to know of its environment, read in the same transaction in which the run acts on it.</summary>
/// <param name="Current">What runs there now; null if nothing does.</param>
/// <param name="Ahead">The run that is first in line, if it is not this one.</param>
/// <param name="PassedIn">The environments in which these very bytes were deployed and proved healthy.</param>
public sealed record EnvironmentFacts(RunningRelease? Current, LineEntry? Ahead, IReadOnlySet<string> PassedIn)
{
    /// <summary>What the settings say of the environment now; null: the same as when the run began.</summary>
    public EnvironmentPolicy? Policy { get; init; }

    /// <summary>The settings name this environment no longer.</summary>
    public bool IsGone { get; init; }

    /// <summary>The branch of what runs there now; null if nothing does, or if it is not known.</summary>
    public string? CurrentBranch { get; init; }

    /// <summary>Where and when these very bytes served.</summary>
    public IReadOnlyList<Stay> Stays { get; init; } = [];

    /// <summary>Emergencies for which nobody signed in time.</summary>
    public IReadOnlyList<Debt> Overdue { get; init; } = [];
}

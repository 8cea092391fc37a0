using ChatOps.Domain.Approvals;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Environments;

/// <summary>What the gates of one run need to know of its environment, read in the same transaction in which the run acts on it.</summary>
/// <param name="Current">What runs there now; null if nothing does.</param>
/// <param name="Ahead">The run that is first in line, if it is not this one.</param>
/// <param name="PassedIn">The environments in which these very bytes were deployed and proved healthy.</param>
public sealed record EnvironmentFacts(RunningRelease? Current, LineEntry? Ahead, IReadOnlySet<string> PassedIn)
{
    /// <summary>A newer release of the same branch on its way to the same environment; null where the policy does not ask, or where there is none.</summary>
    public NewerRelease? Newer { get; init; }

    /// <summary>What the run may leave out, if it is a hotfix that skips an environment.</summary>
    public SkippedEnvironment? Skipped { get; init; }

    /// <summary>When the run may begin, if a time was named.</summary>
    public PlannedStart? Start { get; init; }

    /// <summary>Where the run stands in line; null if nothing is in front.</summary>
    public LinePlace? Place { get; init; }

    /// <summary>Who asked for the run; a lock lets its owner pass.</summary>
    public Person? RequestedBy { get; init; }

    /// <summary>Whoever asked is one of the environment's approvers; a freeze lets their rollbacks pass.</summary>
    public bool IsByApprover { get; init; }

    public EnvironmentLock? Lock { get; init; }

    public EnvironmentHold? Hold { get; init; }

    /// <summary>Those that cover the project and that nobody ended.</summary>
    public IReadOnlyList<Freeze> Freezes { get; init; } = [];

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

using ChatOps.Domain.Releases;

namespace ChatOps.CiSources;

/// <summary>One of our deployments, as a CI source shows it.</summary>
/// <param name="Key">Tells it from every other, also behind a restart.</param>
/// <param name="CommitRuns">What serves the environment now was made from the same commit, by this deployment or another.</param>
/// <param name="Url">Where the environment is served; null: not known.</param>
public sealed record DeploymentToShow(
    string Key, string Environment, long CiRun, string Version, string Commit, bool CommitRuns, Digest Digest, DateTimeOffset BegunAt, DateTimeOffset? EndedAt, Uri? Url);

/// <summary>What people see of a deployment, in the order in which it is told.</summary>
public enum ShownState
{
    /// <summary>Nothing yet.</summary>
    None = 0,
    InProgress,
    Success,
    Failure,

    /// <summary>How it ended is not known.</summary>
    Error,

    /// <summary>Something else has taken its place.</summary>
    Inactive,
}

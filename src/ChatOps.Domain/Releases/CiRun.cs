namespace ChatOps.Domain.Releases;

/// <summary>One execution of the project's CI, as its source tells of it at one moment.</summary>
/// <param name="Id">The number that <c>run 1234</c> names.</param>
/// <param name="Attempt">Which try this is: CI runs can be run again under the same id. Starts at 1.</param>
/// <param name="Conclusion">How it ended, or that it has not.</param>
/// <param name="Jobs">What it did, in its own order.</param>
/// <param name="Artifacts">What it offers. The digest is the one that CI recorded.</param>
public sealed record CiRun(
    long Id,
    int Attempt,
    string Branch,
    string Commit,
    string Version,
    string Actor,
    DateTimeOffset StartedAt,
    CiConclusion Conclusion,
    IReadOnlyList<CiJob> Jobs,
    IReadOnlyList<OfferedArtifact> Artifacts)
{
    /// <returns>The job that a pipeline's CI stage of this name stands for; null while, or if, there is none.</returns>
    public CiJob? Job(string stage) => Jobs.FirstOrDefault(j => string.Equals(j.Name, stage, StringComparison.OrdinalIgnoreCase));
}

/// <param name="Name">Such as <c>test</c>; a pipeline's CI stage is matched to it by name.</param>
/// <param name="Summary">A line of what came out, such as <c>214 passed, 2 failed</c>; may be empty. Untrusted text.</param>
public sealed record CiJob(string Name, CiConclusion Conclusion, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string Summary);

/// <summary>An artifact that CI says it has.</summary>
/// <param name="Digest">What CI recorded when it made the bytes; null where the source keeps none.</param>
/// <param name="ExpiresAt">When the source deletes it; null if it never does.</param>
public sealed record OfferedArtifact(string Name, long Size, Digest? Digest, DateTimeOffset? ExpiresAt);

public enum CiConclusion
{
    /// <summary>Not told, or a word that is not known: never good enough to deploy.</summary>
    Unknown = 0,
    Running,
    Success,
    Failure,
    Cancelled,
    Skipped,
}

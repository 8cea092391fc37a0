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
    /// <summary>Whom the source asks before it goes on; null: nobody.</summary>
    public IReadOnlyList<CiReview>? Reviews { get; init; }

    /// <summary>Something of it was carried out, or is.</summary>
    public bool HasBegun => Jobs.Any(j => j.Steps is not null);

    /// <summary>How far it is, in words: <c>build: 3 of 7 steps, Run tests</c>.</summary>
    public string Progress
    {
        get
        {
            const int most = 2;
            var underWay = Jobs.Where(j => j is { Conclusion: CiConclusion.Running, Steps: not null }).ToList();
            return underWay.Count == 0
                ? $"{Jobs.Count(j => j.Conclusion is not CiConclusion.Running)} of {Jobs.Count} jobs ended"
                : string.Join("; ", underWay.Take(most).Select(j => $"{j.Name}: {j.Steps!.Ended} of {j.Steps.All} steps{(j.Steps.Now.Length > 0 ? $", {j.Steps.Now}" : "")}"))
                    + (underWay.Count > most ? $"; and {underWay.Count - most} jobs more" : "");
        }
    }

    /// <returns>The job that a pipeline's CI stage of this name stands for; null while, or if, there is none.</returns>
    public CiJob? Job(string stage) => Jobs.FirstOrDefault(j => string.Equals(j.Name, stage, StringComparison.OrdinalIgnoreCase));
}

/// <param name="Name">Such as <c>test</c>; a pipeline's CI stage is matched to it by name.</param>
/// <param name="Summary">A line of what came out, such as <c>214 passed, 2 failed</c>; may be empty. Untrusted text.</param>
public sealed record CiJob(string Name, CiConclusion Conclusion, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string Summary)
{
    /// <summary>How far it is; null where its source does not tell, and before it has begun.</summary>
    public CiSteps? Steps { get; init; }
}

/// <summary>The source's own question to people, before a run touches one of its environments.</summary>
/// <param name="Id">The environment's number there.</param>
/// <param name="Reviewers">Who is asked, in words; may be empty. Untrusted text.</param>
/// <param name="MayAnswer">The bot's own access may answer.</param>
public sealed record CiReview(long Id, string Environment, string Reviewers, bool MayAnswer);

/// <param name="Now">The step that is under way; empty if none is. Untrusted text.</param>
public sealed record CiSteps(int Ended, int All, string Now);

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

namespace ChatOps.Domain.Gates;

/// <summary>Gates in front of one stage of a pipeline. What is not set is not asked.</summary>
/// <param name="Branches">Patterns such as <c>main</c> or <c>release/*</c>; null or empty: every branch.</param>
/// <param name="MinAge">The release must be at least this old. Only where there is a release: not for stages that make it.</param>
/// <param name="MaxAge">…and at most this old.</param>
/// <param name="MaxCommits">The most commits that may come at once. Only behind a deployment: before, they are not counted yet.</param>
/// <param name="WaitFor">How long everybody has to object after the request.</param>
/// <param name="Windows">When it may begin, each as a <see cref="Schedules.Window"/>; null or none: always.</param>
/// <param name="Http">Questions to other systems. They are asked when all else lets the stage begin.</param>
public sealed record StageGates(
    IReadOnlyList<string>? Branches = null,
    TimeSpan? MinAge = null,
    TimeSpan? MaxAge = null,
    int? MaxCommits = null,
    TimeSpan? WaitFor = null,
    IReadOnlyList<string>? Windows = null,
    IReadOnlyList<HttpGate>? Http = null);

/// <summary>What the gates of a stage look at.</summary>
/// <param name="Branch">The release's, or that of the source which it is made of. Untrusted text.</param>
/// <param name="Ci">Null while there is no release yet.</param>
/// <param name="Request">Null while nobody asked for it.</param>
public sealed record StageFacts(string Branch, Releases.CiRun? Ci, RequestFacts? Request);

namespace ChatOps.Domain.Releases;

/// <summary>A commit between what runs and what would run. All of it is untrusted text.</summary>
/// <param name="Paths">The files it touches, if the source tells them.</param>
/// <param name="Labels">Those of the pull request that brought it, if the source tells them.</param>
public sealed record Change(string Commit, string Author, string Title, IReadOnlyList<string>? Paths = null, IReadOnlyList<string>? Labels = null);

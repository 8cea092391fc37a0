namespace ChatOps.Domain.Releases;

/// <summary>A commit between what runs and what would run. All three are untrusted text.</summary>
public sealed record Change(string Commit, string Author, string Title);

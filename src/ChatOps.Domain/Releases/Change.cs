namespace ChatOps.Domain.Releases;

/// <summary>A commit between what runs and what would run. All of it is untrusted text.</summary>
/// <param name="Paths">The files it touches, if the source tells them.</param>
/// <param name="Labels">Those of the pull request that brought it, if the source tells them.</param>
/// <param name="Accounts">Null: the source has no accounts, and people are compared by name.</param>
public sealed record Change(
    string Commit, string Author, string Title, IReadOnlyList<string>? Paths = null, IReadOnlyList<string>? Labels = null, ChangeAccounts? Accounts = null);

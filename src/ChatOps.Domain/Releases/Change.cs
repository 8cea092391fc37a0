namespace ChatOps.Domain.Releases;

/// <summary>A commit between what runs and what would run. All of it is untrusted text.</summary>
/// <param name="Paths">The files it touches, if the source tells them.</param>
/// <param name="Labels">Those of the merged pull requests that brought it, if the source tells them.</param>
/// <param name="Accounts">Null: the source has no accounts, and people are compared by name.</param>
/// <param name="PullRequests">Those that it came by, if the source tells them; empty: it came by none.</param>
public sealed record Change(
    string Commit, string Author, string Title, IReadOnlyList<string>? Paths = null, IReadOnlyList<string>? Labels = null, ChangeAccounts? Accounts = null,
    IReadOnlyList<PullRequest>? PullRequests = null)
{
    /// <returns>Who wrote the commits and who opened their pull requests, each once, in the order of their names.</returns>
    public static IReadOnlyList<string> Contributors(IReadOnlyList<Change> changes) =>
    [
        .. changes.Select(c => c.Author).Concat(changes.SelectMany(c => c.Accounts?.CoAuthors ?? []).Select(a => a.Login)).Concat(changes.SelectMany(c => c.PullRequests ?? []).Select(p => p.Author))
            .Where(a => a.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase),
    ];
}

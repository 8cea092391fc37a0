namespace ChatOps.Domain.Releases;

/// <summary>Whose a commit is, as the host of the source tells it: names can't be compared with people, accounts can.</summary>
/// <param name="Host">Such as <c>github.com</c>.</param>
/// <param name="Author">Who wrote it; null: the host knows no account of the author's.</param>
/// <param name="PullRequests">Who opened the pull requests that it is in.</param>
public sealed record ChangeAccounts(string Host, SourceAccount? Author, IReadOnlyList<SourceAccount> PullRequests);

namespace ChatOps.Domain.Releases;

/// <summary>Whose a commit is, as the host of the source tells it: names can't be compared with people, accounts can.</summary>
/// <param name="Host">Such as <c>github.com</c>.</param>
/// <param name="Author">Who wrote it; null: the host knows no account of the author's.</param>
/// <param name="PullRequests">Who opened the pull requests that it is in.</param>
/// <param name="CoAuthors">Who else wrote it, as far as the commit's message names accounts. It can take a vote away, and give none.</param>
public sealed record ChangeAccounts(string Host, SourceAccount? Author, IReadOnlyList<SourceAccount> PullRequests, IReadOnlyList<SourceAccount>? CoAuthors = null)
{
    public bool WasWrittenBy(SourceAccount account) => Author?.Is(account) == true || CoAuthors?.Any(account.Is) == true;
}

using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Approvals;

/// <summary>Whether a commit of the range is a person's own. What can't be told counts against them.</summary>
internal sealed record Authorship(AuthorshipKind Kind, Change Change)
{
    /// <param name="who">As the chat tells of them now, with the accounts that they are linked to.</param>
    /// <returns>Null: none of the commits is theirs.</returns>
    public static Authorship? Of(Standing who, IReadOnlyList<Change> changes)
    {
        if (changes.FirstOrDefault(c => c.Accounts is null && string.Equals(c.Author, who.Person.Name, StringComparison.OrdinalIgnoreCase)) is { } named)
            return new(AuthorshipKind.Commit, named);
        return OfAccounts(who, changes);
    }

    /// <summary>The same, without what names alone tell.</summary>
    public static Authorship? OfAccounts(Standing who, IReadOnlyList<Change> changes)
    {
        var told = changes.Where(c => c.Accounts is not null).ToList();
        if (told.FirstOrDefault(c => who.Accounts.Any(c.Accounts!.WasWrittenBy)) is { } commit) return new(AuthorshipKind.Commit, commit);
        if (told.FirstOrDefault(c => c.Accounts!.PullRequests.Any(p => who.Accounts.Any(p.Is))) is { } pull) return new(AuthorshipKind.PullRequest, pull);
        if (told.FirstOrDefault(c => !who.Accounts.Any(a => string.Equals(a.Host, c.Accounts!.Host, StringComparison.OrdinalIgnoreCase))) is { } elsewhere)
            return new(AuthorshipKind.NotLinked, elsewhere);
        return told.FirstOrDefault(c => c.Accounts is { Author: null, PullRequests.Count: 0 }) is { } nobodys ? new(AuthorshipKind.NobodyKnows, nobodys) : null;
    }
}

internal enum AuthorshipKind
{
    /// <summary>They wrote a commit.</summary>
    Commit = 1,

    /// <summary>They opened the pull request that a commit is in.</summary>
    PullRequest,

    /// <summary>Which account is theirs is not known.</summary>
    NotLinked,

    /// <summary>Which account a commit is of is not known.</summary>
    NobodyKnows,
}

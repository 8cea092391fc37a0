using ChatOps.Domain.Approvals;

namespace ChatOps.Domain.Pipelines;

/// <summary>Where the policy says so, nobody approves what they wrote themselves.</summary>
public sealed partial class PipelineRun
{
    private string? WhyNotAsAuthor(Standing by, Voice voice)
    {
        const string no = "Your click does not count";
        if (Changes is null) return $"{no} yet: whose commits these are is not known so far. Press again when the card lists them.";
        if (Authorship.Of(by, Changes) is { } own)
        {
            return own.Kind switch
            {
                AuthorshipKind.Commit => $"{no}: the range holds a commit of yours, so somebody else must approve it.",
                AuthorshipKind.PullRequest => $"{no}: the range holds a commit of a pull request of yours ({ShortCommit(own.Change.Commit)}), so somebody else must approve it.",
                AuthorshipKind.NotLinked => $"{no}: authors may not approve here, and which account at {own.Change.Accounts!.Host} is yours is not known. Type /release link first, then press again.",
                _ => $"{no}: authors may not approve here, and {NobodysWords(own)}. Let its author add their e-mail address to their account there, then deploy it again.",
            };
        }

        return voice.InPlaceOf is { } other && Authorship.Of(other, Changes) is { } theirs
            ? theirs.Kind switch
            {
                AuthorshipKind.Commit => $"{no}: the range holds a commit of {other.Person.Name}, in whose place you would approve.",
                AuthorshipKind.PullRequest => $"{no}: the range holds a commit of a pull request of {other.Person.Name}, in whose place you would approve ({ShortCommit(theirs.Change.Commit)}).",
                _ => $"{no}: authors may not approve here, and which account at {theirs.Change.Accounts!.Host} is {other.Person.Name}'s, in whose place you would approve, is not known. Let them type /release link first.",
            }
            : null;
    }

    // Right before it begins. By name alone nobody is asked again: names are the chat's, and may have changed since.
    private string? WhyNoLongerAsAuthor(Vote vote, Standing now)
    {
        if (ApprovalNeeded is not { NotAuthors: true } || Changes is not { } changes) return null;
        var all = vote.InPlaceOf is { } other ? now.InPlaceOf.Where(s => s.Person.Is(other)).Prepend(now) : [now];
        foreach (var who in all)
        {
            if (Authorship.OfAccounts(who, changes) is not { } found) continue;
            var (name, host) = (who.Person.Name, found.Change.Accounts!.Host);
            return found.Kind switch
            {
                AuthorshipKind.Commit => $"{name} wrote a commit of the range ({ShortCommit(found.Change.Commit)})",
                AuthorshipKind.PullRequest => $"{name} opened a pull request of the range ({ShortCommit(found.Change.Commit)})",
                AuthorshipKind.NotLinked => $"which account at {host} is {name}'s is not known any more, and authors may not approve (/release link)",
                _ => NobodysWords(found),
            };
        }

        return null;
    }

    private static string NobodysWords(Authorship found) =>
        $"{found.Change.Accounts!.Host} knows no account of whoever wrote commit {ShortCommit(found.Change.Commit)} ({found.Change.Author})";
}

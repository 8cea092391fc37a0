using System.Text.RegularExpressions;

namespace ChatOps.Domain.Releases;

/// <param name="Heading">Such as <c>Features</c>.</param>
/// <param name="Changes">With titles that have lost the prefix that the heading says.</param>
public sealed record NotesGroup(string Heading, IReadOnlyList<Change> Changes);

/// <summary>
/// What came with one or more releases, by kind: the labels of the pull requests say it, or else the titles, as far as those keep to
/// https://www.conventionalcommits.org/en/v1.0.0/. All text is untrusted.
/// </summary>
/// <param name="PullRequestsMissing">What people must know of that list; empty: nothing.</param>
/// <param name="Contributors">Who wrote the commits or opened their pull requests.</param>
public sealed partial record ReleaseNotes(IReadOnlyList<NotesGroup> Groups, IReadOnlyList<PullRequest> PullRequests, string PullRequestsMissing, IReadOnlyList<Ticket> Tickets, IReadOnlyList<string> Contributors)
{
    private const string Others = "Other changes";

    /// <param name="own">The project's own headings; they come before the usual ones where a label belongs to both.</param>
    public static ReleaseNotes Of(IReadOnlyList<Change> changes, IReadOnlyList<Ticket> tickets, IReadOnlyList<NotesHeading>? own = null)
    {
        var once = changes.DistinctBy(c => c.Commit).ToList();
        var headings = (own ?? []).Concat(NotesHeading.Usual).ToList();
        var read = once.Select(c => Read(c, headings)).ToList();
        var order = NotesHeading.Usual.Concat(own ?? []).Select(h => h.Name).Append(Others).Distinct(StringComparer.OrdinalIgnoreCase);
        return new(
            [.. order.Select(h => new NotesGroup(h, [.. read.Where(r => h.Equals(r.Heading, StringComparison.OrdinalIgnoreCase)).Select(r => r.Change)])).Where(g => g.Changes.Count > 0)],
            PullRequest.In(once), PullRequest.Missing(once), tickets, Change.Contributors(once));
    }

    private static (string Heading, Change Change) Read(Change change, IReadOnlyList<NotesHeading> headings)
    {
        var labelled = headings.FirstOrDefault(h => change.Labels?.Any(h.Has) == true)?.Name;
        var match = Prefix().Match(change.Title);
        var heading = labelled ?? (!match.Success ? Others : match.Groups["breaking"].Success ? "Breaking changes" : match.Groups["kind"].Value.ToLowerInvariant() switch
        {
            "feat" => "Features",
            "fix" => "Fixes",
            "perf" => "Performance",
            _ => Others,
        });
        return (heading, heading == Others ? change : change with { Title = change.Title[match.Length..] });
    }

    [GeneratedRegex(@"^(?<kind>feat|fix|perf|refactor|docs|test|build|ci|chore|style|revert)(\([^()]{1,60}\))?(?<breaking>!)?:\s+(?=\S)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefix();
}

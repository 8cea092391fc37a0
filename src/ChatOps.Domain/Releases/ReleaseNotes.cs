using System.Text.RegularExpressions;

namespace ChatOps.Domain.Releases;

/// <param name="Heading">Such as <c>Features</c>.</param>
/// <param name="Changes">With titles that have lost the prefix that the heading says.</param>
public sealed record NotesGroup(string Heading, IReadOnlyList<Change> Changes);

/// <summary>What came with one or more releases, by kind: after https://www.conventionalcommits.org/en/v1.0.0/, as far as the titles keep to it. All text is untrusted.</summary>
/// <param name="Authors">Each once, in the order of their names.</param>
public sealed partial record ReleaseNotes(IReadOnlyList<NotesGroup> Groups, IReadOnlyList<int> PullRequests, IReadOnlyList<Ticket> Tickets, IReadOnlyList<string> Authors)
{
    private const string Others = "Other changes";

    private static readonly string[] Headings = ["Breaking changes", "Features", "Fixes", "Performance", Others];

    public static ReleaseNotes Of(IReadOnlyList<Change> changes, IReadOnlyList<Ticket> tickets)
    {
        var once = changes.DistinctBy(c => c.Commit).ToList();
        var read = once.Select(Read).ToList();
        return new(
            [.. Headings.Select(h => new NotesGroup(h, [.. read.Where(r => r.Heading == h).Select(r => r.Change)])).Where(g => g.Changes.Count > 0)],
            Mentions.PullRequests(once), tickets,
            [.. once.Select(c => c.Author).Where(a => a.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)]);
    }

    private static (string Heading, Change Change) Read(Change change)
    {
        var match = Prefix().Match(change.Title);
        if (!match.Success) return (Others, change);
        var heading = match.Groups["breaking"].Success ? "Breaking changes" : match.Groups["kind"].Value.ToLowerInvariant() switch
        {
            "feat" => "Features",
            "fix" => "Fixes",
            "perf" => "Performance",
            _ => Others,
        };
        return (heading, heading == Others ? change : change with { Title = change.Title[match.Length..] });
    }

    [GeneratedRegex(@"^(?<kind>feat|fix|perf|refactor|docs|test|build|ci|chore|style|revert)(\([^()]{1,60}\))?(?<breaking>!)?:\s+(?=\S)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefix();
}

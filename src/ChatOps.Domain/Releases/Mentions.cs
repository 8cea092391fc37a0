using System.Text.RegularExpressions;
using ChatOps.Domain.Projects;

namespace ChatOps.Domain.Releases;

/// <summary>A ticket that a commit names. The name is untrusted text.</summary>
public sealed record Ticket(string Name, string Url);

/// <param name="TooSlow">Patterns that took too long for a title; what they name is not complete.</param>
public sealed record TicketsFound(IReadOnlyList<Ticket> Tickets, IReadOnlyList<string> TooSlow);

/// <summary>What the titles of commits mention: tickets by the project's patterns, pull requests as GitHub writes them.</summary>
public static partial class Mentions
{
    private const int MostTitleLength = 500;

    public static TicketsFound Tickets(IReadOnlyList<Change> changes, IReadOnlyList<TicketPattern> patterns)
    {
        var (found, tooSlow) = (new List<Ticket>(), new List<string>());
        foreach (var pattern in patterns)
        {
            try
            {
                foreach (var change in changes)
                    found.AddRange(pattern.NamesIn(Start(change.Title)).Select(name => new Ticket(name, pattern.UrlOf(name))));
            }
            catch (RegexMatchTimeoutException)
            {
                tooSlow.Add(pattern.Pattern);
            }
        }

        return new([.. found.DistinctBy(t => t.Name)], tooSlow);
    }

    /// <returns>Their numbers, smallest first.</returns>
    public static IReadOnlyList<int> PullRequests(IEnumerable<Change> changes) =>
        [.. changes.SelectMany(c => PullRequest().Matches(Start(c.Title)).Select(m => int.Parse(m.Groups["number"].Value))).Distinct().Order()];

    private static string Start(string title) => title.Length > MostTitleLength ? title[..MostTitleLength] : title;

    [GeneratedRegex(@"\(#(?<number>[0-9]{1,9})\)|^Merge pull request #(?<number>[0-9]{1,9})\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PullRequest();
}

using System.Globalization;
using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Commands;
using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.GitHub;

/// <summary>The commits between two others, with the pull requests that brought them.</summary>
public sealed partial class GitHubSource
{
    private const int MostChanges = 250, MostPullRequests = 50, AtOnce = 5;

    // GitHub names no more files of a comparison than these: https://docs.github.com/en/rest/commits/commits#compare-two-commits
    private const int MostFiles = 300;

    public async Task<IReadOnlyList<Change>> Changes(string from, string to, CancellationToken ct)
    {
        if (await Compare(from, to, 1, ct) is not { Status: "ahead", TotalCommits: > 0 } first)
        {
            await CheckRepository(ct);
            return [];
        }

        // Oldest first, in pages: the newest ones are on the last.
        var last = (int)Math.Min((first.TotalCommits + PageSize - 1) / PageSize, int.MaxValue);
        var commits = new List<Commit>();
        for (var page = last; page >= 1 && commits.Count < MostChanges; page--)
            commits.InsertRange(0, page == 1 ? first.Commits : (await Compare(from, to, page, ct))?.Commits ?? throw new CiUnavailableException($"GitHub does not tell all commits between {from[..7]} and {to[..7]} just now."));

        var newestFirst = commits.AsEnumerable().Reverse().Take(MostChanges).ToList();
        var labels = await LabelsOf([.. newestFirst.Take(MostPullRequests).Select(c => c.Sha)], ct);
        IReadOnlyList<string>? paths = first.Files is { Count: < MostFiles } files ? [.. files.SelectMany(PathsOf).Distinct()] : null;
        return
        [
            .. newestFirst.Select((c, i) => new Change(
                c.Sha.ToLowerInvariant(), PlainText.Line(c.Author?.Login ?? c.Text.Author?.Name ?? "", 100), PlainText.Line(c.Text.Message.Split('\n')[0], 250),
                // GitHub tells the files of the range, not of each commit: they are all the newest one's.
                paths is null ? null : i == 0 ? paths : [],
                labels.GetValueOrDefault(c.Sha))),
        ];
    }

    private Task<Comparison?> Compare(string from, string to, int page, CancellationToken ct) => connection.Get(
        repository, $"compare/{Uri.EscapeDataString(from)}...{Uri.EscapeDataString(to)}?per_page={PageSize}&page={page.ToString(CultureInfo.InvariantCulture)}",
        GitHubJson.Default.Comparison, $"the commits between {PlainText.Shorten(from, 8)} and {PlainText.Shorten(to, 8)} in {repository}", ct);

    /// <summary>A few at once, and not of more commits than a person reads. What can't be told is left out: labels decide nothing.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> LabelsOf(IReadOnlyList<string> commits, CancellationToken ct)
    {
        var labels = new Dictionary<string, IReadOnlyList<string>>();
        try
        {
            foreach (var some in commits.Chunk(AtOnce))
            {
                var asked = some.Select(sha => (Sha: sha, Answer: connection.Get(
                    repository, $"commits/{sha}/pulls?per_page=10", GitHubJson.Default.IReadOnlyListPullRequest, $"the pull requests of commit {sha[..7]} of {repository}", ct))).ToList();
                await Task.WhenAll(asked.Select(a => a.Answer));
                foreach (var (sha, answer) in asked)
                    if ((await answer)?.FirstOrDefault(p => p.MergedAt is not null) is { Labels: { } given }) labels[sha] = [.. given.Select(l => PlainText.Line(l.Name, 100))];
            }
        }
        catch (CiUnavailableException)
        {
            return labels;
        }

        return labels;
    }

    private static IEnumerable<string> PathsOf(ChangedFile file) => file.PreviousFilename is { Length: > 0 } before ? [file.Filename, before] : [file.Filename];
}

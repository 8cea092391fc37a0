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

    public Task<IReadOnlyList<Change>> Changes(string from, string to, CancellationToken ct) => Changes(from, to, withAuthors: false, ct);

    public Task<IReadOnlyList<Change>> ChangesWithAuthors(string from, string to, CancellationToken ct) => Changes(from, to, withAuthors: true, ct);

    private async Task<IReadOnlyList<Change>> Changes(string from, string to, bool withAuthors, CancellationToken ct)
    {
        if (await Compare(from, to, 1, ct) is not { TotalCommits: > 0 } first || !(first.Status == "ahead" || (withAuthors && first.Status == "diverged")))
        {
            await CheckRepository(ct);
            return [];
        }

        if (withAuthors && first.TotalCommits > MostChanges)
            throw new CiUnavailableException($"There are {first.TotalCommits} commits between {from[..7]} and {to[..7]}, and who wrote them is looked up of {MostChanges} at most; deploy a run in between first.");

        // Oldest first, in pages: the newest ones are on the last.
        var last = (int)Math.Min((first.TotalCommits + PageSize - 1) / PageSize, int.MaxValue);
        var commits = new List<Commit>();
        for (var page = last; page >= 1 && commits.Count < MostChanges; page--)
            commits.InsertRange(0, page == 1 ? first.Commits : (await Compare(from, to, page, ct))?.Commits ?? throw new CiUnavailableException($"GitHub does not tell all commits between {from[..7]} and {to[..7]} just now."));

        var newestFirst = commits.AsEnumerable().Reverse().Take(MostChanges).ToList();
        var pulls = await PullsOf([.. newestFirst.Take(withAuthors ? MostChanges : MostPullRequests).Select(c => c.Sha)], withAuthors, ct);
        IReadOnlyList<string>? paths = first.Files is { Count: < MostFiles } files ? [.. files.SelectMany(PathsOf).Distinct()] : null;
        return
        [
            .. newestFirst.Select((c, i) => new Change(
                c.Sha.ToLowerInvariant(), PlainText.Line(c.Author?.Login ?? c.Text.Author?.Name ?? "", 100), PlainText.Line(c.Text.Message.Split('\n')[0], 250),
                // GitHub tells the files of the range, not of each commit: they are all the newest one's.
                paths is null ? null : i == 0 ? paths : [],
                LabelsIn(pulls.GetValueOrDefault(c.Sha)), AccountsOf(c, pulls.GetValueOrDefault(c.Sha)), Told(pulls.GetValueOrDefault(c.Sha)))),
        ];
    }

    private Task<Comparison?> Compare(string from, string to, int page, CancellationToken ct) => connection.Get(
        repository, $"compare/{Uri.EscapeDataString(from)}...{Uri.EscapeDataString(to)}?per_page={PageSize}&page={page.ToString(CultureInfo.InvariantCulture)}",
        GitHubJson.Default.Comparison, $"the commits between {PlainText.Shorten(from, 8)} and {PlainText.Shorten(to, 8)} in {repository}", ct);

    /// <summary>A few at once. Where no authors are compared, not of more commits than a person reads, and what can't be told is left out: whoever reads them sees that it is not known.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<PullRequestAnswer>>> PullsOf(IReadOnlyList<string> commits, bool mustTell, CancellationToken ct)
    {
        var pulls = new Dictionary<string, IReadOnlyList<PullRequestAnswer>>();
        try
        {
            foreach (var some in commits.Chunk(AtOnce))
            {
                var asked = some.Select(sha => (Sha: sha, Answer: connection.Get(
                    repository, $"commits/{sha}/pulls?per_page=10", GitHubJson.Default.IReadOnlyListPullRequestAnswer, $"the pull requests of commit {sha[..7]} of {repository}", ct))).ToList();
                await Task.WhenAll(asked.Select(a => a.Answer));
                foreach (var (sha, answer) in asked)
                    if (await answer is { } told) pulls[sha] = told;
                    else if (mustTell) throw new CiUnavailableException($"GitHub does not tell the pull requests of commit {sha[..7]} of {repository}.");
            }
        }
        catch (CiUnavailableException) when (!mustTell)
        {
            return pulls;
        }

        return pulls;
    }

    private static IReadOnlyList<string>? LabelsIn(IReadOnlyList<PullRequestAnswer>? pulls) =>
        pulls is null ? null : [.. pulls.Where(p => p.MergedAt is not null).SelectMany(LabelsOf).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<string> LabelsOf(PullRequestAnswer pull) => (pull.Labels ?? []).Select(l => PlainText.Line(l.Name, 100));

    // One that is open, or was closed, is told only where none was merged: by it the commit is known to people.
    private IReadOnlyList<PullRequest>? Told(IReadOnlyList<PullRequestAnswer>? pulls) => pulls is null ? null :
    [
        .. (pulls.Any(p => p.MergedAt is not null) ? pulls.Where(p => p.MergedAt is not null) : pulls).Select(p => new PullRequest(
            p.Number, PlainText.Line(p.Title ?? "", 250), PlainText.Line(p.User?.Login ?? "", 100), [.. LabelsOf(p)],
            $"{connection.Address.Pages(repository)}pull/{p.Number.ToString(CultureInfo.InvariantCulture)}", p.MergedAt is not null)),
    ];

    private ChangeAccounts AccountsOf(Commit commit, IReadOnlyList<PullRequestAnswer>? pulls)
    {
        var host = connection.Address.Web.Authority;
        return new(
            host, Of(commit.Author), [.. (pulls ?? []).Select(p => Of(p.User)).OfType<SourceAccount>().DistinctBy(a => a.Number)],
            CoAuthors.In(commit.Text.Message, connection.Address.Web.Host, Account));

        SourceAccount? Of(Account? account) => account is { Id: > 0 } ? Account(account.Id, account.Login) : null;

        SourceAccount Account(long number, string login) => new(host, number, PlainText.Line(login, 100));
    }

    private static IEnumerable<string> PathsOf(ChangedFile file) => file.PreviousFilename is { Length: > 0 } before ? [file.Filename, before] : [file.Filename];
}

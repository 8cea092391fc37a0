namespace ChatOps.Domain.Releases;

/// <summary>A pull request that a range of commits came by. Its texts are untrusted.</summary>
/// <param name="Title">Empty: only a commit's title names it, and more is not known.</param>
/// <param name="Author">Who opened it; empty: not known.</param>
/// <param name="Url">Its page, made by the bot; null: not known.</param>
/// <param name="IsMerged">False: it is open, or was closed, and its commits came another way.</param>
public sealed record PullRequest(long Number, string Title = "", string Author = "", IReadOnlyList<string>? Labels = null, string? Url = null, bool IsMerged = true)
{
    /// <summary>Such as <c>octocat; feature, risky; not merged</c>; empty: nothing is known of it but its number.</summary>
    public string Remarks => string.Join("; ", ((string[])[Author, string.Join(", ", Labels ?? []), IsMerged ? "" : "not merged"]).Where(r => r.Length > 0));

    /// <returns>Each once, smallest number first. What the source tells of a commit counts more than what its title mentions.</returns>
    public static IReadOnlyList<PullRequest> In(IReadOnlyList<Change> changes) =>
    [
        .. changes.SelectMany(c => c.PullRequests ?? []).Concat(Mentions.PullRequests(changes.Where(c => c.PullRequests is null)).Select(n => new PullRequest(n)))
            .DistinctBy(p => p.Number).OrderBy(p => p.Number),
    ];

    /// <returns>What people must know of the list, where the source tells pull requests and did not tell all; empty: nothing.</returns>
    public static string Missing(IReadOnlyList<Change> changes) => changes.Count(c => c.PullRequests is null) switch
    {
        0 => "",
        var untold when untold == changes.Count => "",
        1 => "of 1 commit the pull requests are not known",
        var untold => $"of {untold} commits the pull requests are not known",
    };
}

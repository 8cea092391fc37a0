using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Tests.Releases;

public sealed class PullRequestTests
{
    private static readonly PullRequest Hats = new(12, "Hats", "octo-dev", ["feature", "risky"]);

    [Fact]
    public void Each_is_listed_once_by_what_the_source_tells_else_by_what_titles_mention() =>
        Assert.Equal(
            ["#7 ", "#12 Hats", "#13 Shoes"],
            PullRequest.In([Told("Sell shoes", new(13, "Shoes"), Hats), Told("Revert \"Ties (#9)\"", Hats), new("c", "developer", "Round the total (#7)"), new("d", "developer", "Merge pull request #12 from shop/hats")])
                .Select(p => $"#{p.Number} {p.Title}"));

    [Fact]
    public void What_is_not_told_is_said_only_where_something_is()
    {
        Change untold = new("c", "developer", "Round the total");
        Assert.Equal("", PullRequest.Missing([]));
        Assert.Equal("", PullRequest.Missing([untold, untold]));
        Assert.Equal("", PullRequest.Missing([Told("Sell hats")]));
        Assert.Equal("of 1 commit the pull requests are not known", PullRequest.Missing([untold, Told("Sell hats")]));
        Assert.Equal("of 2 commits the pull requests are not known", PullRequest.Missing([untold, Told("Sell hats", Hats), untold]));
    }

    [Fact]
    public void Its_remarks_are_what_is_known()
    {
        Assert.Equal("octo-dev; feature, risky", Hats.Remarks);
        Assert.Equal("octo-dev; not merged", (Hats with { Labels = [], IsMerged = false }).Remarks);
        Assert.Equal("", new PullRequest(7).Remarks);
    }

    [Fact]
    public void Who_opens_one_contributes_as_who_writes_does() =>
        Assert.Equal(["developer", "Octo-Dev"], Change.Contributors([Told("Sell hats", Hats), new("c", "Octo-Dev", "x"), new("d", "", "y")]));

    private static Change Told(string title, params PullRequest[] pulls) => new("a", "developer", title, PullRequests: pulls);
}

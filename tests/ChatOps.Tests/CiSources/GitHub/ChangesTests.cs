using LocalGitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>The commits between two others.</summary>
public sealed class ChangesTests
{
    [Fact]
    public async Task The_newest_comes_first_with_its_author_and_the_labels_of_its_pull_request()
    {
        await using var bed = await GitHubBed.New();
        var before = bed.Shop.Commit("Open the shop");
        var first = bed.Shop.Commit("Sell hats\n\nAll kinds of hats.", "developer", "shop/hats.txt");
        var second = bed.Shop.Commit("Sell shoes", login: null, "shop/shoes.txt", "migrations/2.sql");
        bed.Shop.PullRequests[first] = ["feature", "risky"];

        var changes = await bed.Source.Changes(before, second, default);

        Assert.Equal([(second, "Some One", "Sell shoes"), (first, "developer", "Sell hats")], changes.Select(c => (c.Commit, c.Author, c.Title)));
        Assert.Null(changes[0].Labels);
        Assert.Equal(["feature", "risky"], changes[1].Labels!);
        Assert.Equal(["migrations/2.sql", "shop/hats.txt", "shop/shoes.txt"], changes.SelectMany(c => c.Paths!).Order());
    }

    [Theory]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(340)]
    public async Task Many_are_read_page_by_page_and_the_newest_250_count(int count)
    {
        await using var bed = await GitHubBed.New();
        var before = bed.Shop.Branches["main"];
        for (var i = 1; i <= count; i++) bed.Shop.Commit($"Change {i}");

        var changes = await bed.Source.Changes(before, bed.Shop.Branches["main"], default);
        Assert.Equal(Enumerable.Range(0, Math.Min(count, 250)).Select(i => $"Change {count - i}"), changes.Select(c => c.Title));
        Assert.True(bed.GitHub.Asked("/pulls") <= 50);
    }

    [Fact]
    public async Task Labels_that_may_not_be_read_hold_up_nothing()
    {
        await using var bed = await GitHubBed.New();
        var before = bed.Shop.Branches["main"];
        bed.Shop.PullRequests[bed.Shop.Commit("Sell hats")] = ["feature"];
        bed.GitHub.Rights.Take("pull_requests=read");
        Assert.Null(Assert.Single(await bed.Source.Changes(before, bed.Shop.Branches["main"], default)).Labels);
    }

    [Fact]
    public async Task More_files_than_GitHub_names_are_not_known()
    {
        await using var bed = await GitHubBed.New();
        var before = bed.Shop.Branches["main"];
        bed.Shop.Commit("Everything", "developer", [.. Enumerable.Range(0, 301).Select(i => $"file {i}")]);
        Assert.Null(Assert.Single(await bed.Source.Changes(before, bed.Shop.Branches["main"], default)).Paths);
    }

    [Fact]
    public async Task Where_no_way_leads_there_are_none()
    {
        await using var bed = await GitHubBed.New();
        var before = bed.Shop.Branches["main"];
        var after = bed.Shop.Commit("Sell hats");
        var aside = bed.Shop.Commit("Sell nothing", before, "developer", [], "aside");
        Assert.Empty(await bed.Source.Changes(after, before, default));
        Assert.Empty(await bed.Source.Changes(after, after, default));
        Assert.Empty(await bed.Source.Changes(after, aside, default));
        Assert.Empty(await bed.Source.Changes(new('0', 40), after, default));
    }
}

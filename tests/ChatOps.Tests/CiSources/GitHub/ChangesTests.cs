using ChatOps.CiSources;
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
        bed.Shop.Pull("Hats of all kinds", first).Labels = ["feature", "risky"];

        var changes = await bed.Source.Changes(before, second, default);

        Assert.Equal([(second, "Some One", "Sell shoes"), (first, "developer", "Sell hats")], changes.Select(c => (c.Commit, c.Author, c.Title)));
        Assert.Empty(changes[0].Labels!);
        Assert.Empty(changes[0].PullRequests!);
        Assert.Equal(["feature", "risky"], changes[1].Labels!);
        var pull = Assert.Single(changes[1].PullRequests!);
        Assert.Equal((12, "Hats of all kinds", "developer", true, $"{bed.GitHub.Address}/octo/shop/pull/12"), (pull.Number, pull.Title, pull.Author, pull.IsMerged, pull.Url));
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
        Assert.Equal(Math.Min(count, 50), changes.Count(c => c.PullRequests is not null));
    }

    [Fact]
    public async Task A_pull_request_that_is_open_is_told_only_where_none_was_merged()
    {
        await using var bed = await GitHubBed.New();
        var before = bed.Shop.Branches["main"];
        var hats = bed.Shop.Commit("Sell hats");
        var shoes = bed.Shop.Commit("Sell shoes");
        bed.Shop.Pull("Hats", hats).Labels = ["feature"];
        var open = bed.Shop.Pull("Hats and shoes", hats, shoes);
        (open.IsMerged, open.Labels) = (false, ["draft"]);

        var changes = await bed.Source.Changes(before, shoes, default);

        Assert.Equal([(13, false)], changes[0].PullRequests!.Select(p => ((int)p.Number, p.IsMerged)));
        Assert.Empty(changes[0].Labels!);
        Assert.Equal([(12, true)], changes[1].PullRequests!.Select(p => ((int)p.Number, p.IsMerged)));
    }

    [Fact]
    public async Task Labels_that_may_not_be_read_hold_up_nothing()
    {
        await using var bed = await GitHubBed.New();
        var before = bed.Shop.Branches["main"];
        bed.Shop.Pull("Hats", bed.Shop.Commit("Sell hats")).Labels = ["feature"];
        bed.GitHub.Rights.Take("pull_requests=read");
        var change = Assert.Single(await bed.Source.Changes(before, bed.Shop.Branches["main"], default));
        Assert.Null(change.Labels);
        Assert.Null(change.PullRequests);
    }

    [Fact]
    public async Task Accounts_are_told_by_their_numbers_those_of_pull_requests_apart_from_authors()
    {
        await using var bed = await GitHubBed.New();
        var before = bed.Shop.Branches["main"];
        bed.Shop.Commit("Sell hats", login: null);
        var shoes = bed.Shop.Commit("Sell shoes", "octo-dev");
        bed.Shop.Pull("Shoes", shoes).By = "octo-pull";

        var changes = await bed.Source.ChangesWithAuthors(before, shoes, default);

        var host = new Uri(bed.GitHub.Address).Authority;
        Assert.Equal(new(host, Shapes.NumberOf("octo-dev"), "octo-dev"), changes[0].Accounts!.Author);
        Assert.Equal([new(host, Shapes.NumberOf("octo-pull"), "octo-pull")], changes[0].Accounts!.PullRequests);
        Assert.Equal((host, null, 0), (changes[1].Accounts!.Host, changes[1].Accounts!.Author, changes[1].Accounts!.PullRequests.Count));
    }

    [Fact]
    public async Task Where_authors_count_all_of_them_are_told_or_none()
    {
        await using var bed = await GitHubBed.New();
        var before = bed.Shop.Branches["main"];
        for (var i = 1; i <= 60; i++) bed.Shop.Commit($"Change {i}");
        Assert.Equal(60, (await bed.Source.ChangesWithAuthors(before, bed.Shop.Branches["main"], default)).Count);
        Assert.Equal(60, bed.GitHub.Asked("/pulls"));

        for (var i = 61; i <= 251; i++) bed.Shop.Commit($"Change {i}");
        var many = await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.ChangesWithAuthors(before, bed.Shop.Branches["main"], default));
        Assert.Contains("There are 251 commits", many.Message, StringComparison.Ordinal);

        bed.GitHub.Rights.Take("pull_requests=read");
        var next = bed.Shop.Commit("Sell hats", "octo-dev");
        var lacking = await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.ChangesWithAuthors(bed.Shop.Commits[^2].Sha, next, default));
        Assert.Contains("pull_requests=read", lacking.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_authors_count_a_branch_that_has_parted_tells_its_own_commits()
    {
        await using var bed = await GitHubBed.New();
        var before = bed.Shop.Branches["main"];
        var after = bed.Shop.Commit("Sell hats");
        var aside = bed.Shop.Commit("Sell nothing", before, "octo-dev", [], "aside");
        Assert.Equal("octo-dev", Assert.Single(await bed.Source.ChangesWithAuthors(after, aside, default)).Author);
        Assert.Empty(await bed.Source.ChangesWithAuthors(after, before, default));
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

using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Tests.Releases;

public sealed class MentionsTests
{
    private static readonly TicketPattern Shop = new(@"\bSHOP-\d+", "https://tickets.example/{0}");

    [Fact]
    public void Tickets_are_found_by_the_projects_patterns_each_once()
    {
        var found = Mentions.Tickets([Commit("SHOP-12: round the total, see SHOP-7"), Commit("More of SHOP-12"), Commit("WORKSHOP-3")], [Shop]);

        Assert.Equal([new Ticket("SHOP-12", "https://tickets.example/SHOP-12"), new Ticket("SHOP-7", "https://tickets.example/SHOP-7")], found.Tickets);
        Assert.Empty(found.TooSlow);
    }

    [Fact]
    public void A_tickets_name_can_not_break_out_of_the_address() => Assert.Equal(
        "https://tickets.example/A%2F..%2F%3Fx%3D%3C1%3E", Mentions.Tickets([Commit("A/../?x=<1>")], [new(".+", "https://tickets.example/{0}")]).Tickets.Single().Url);

    [Fact]
    public void A_pattern_that_takes_too_long_is_named_and_the_others_still_count()
    {
        var slow = new TicketPattern("(a+)+b", "https://tickets.example/{0}");
        var found = Mentions.Tickets([Commit(new string('a', 400)), Commit("SHOP-1")], [slow, Shop]);

        Assert.Equal(["(a+)+b"], found.TooSlow);
        Assert.Equal(["SHOP-1"], found.Tickets.Select(t => t.Name));
    }

    [Theory]
    [InlineData("Round the total (#123)", 123)]
    [InlineData("Merge pull request #77 from shop/total", 77)]
    [InlineData("Revert \"Round (#5)\" (#9)", 5, 9)]
    [InlineData("Fix #12")]
    [InlineData("See (#12345678901234567890)")]
    [InlineData("Not a Merge pull request #1")]
    public void Pull_requests_are_found_as_GitHub_writes_them(string title, params int[] numbers) =>
        Assert.Equal(numbers, Mentions.PullRequests([Commit(title)]));

    private static Change Commit(string title) => new("commit", "developer", title);
}

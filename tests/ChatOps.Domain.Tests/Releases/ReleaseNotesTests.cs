using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Tests.Releases;

public sealed class ReleaseNotesTests
{
    [Fact]
    public void Commits_are_grouped_by_their_kind_and_each_counts_once()
    {
        var notes = ReleaseNotes.Of(
        [
            new("c1", "developer", "feat(basket): vouchers (#12)"), new("c2", "second developer", "fix: rounding"), new("c3", "Developer", "Tidy up"),
            new("c4", "developer", "feat!: other prices"), new("c1", "developer", "feat(basket): vouchers (#12)"), new("c5", "developer", "chore: feat: nothing"), new("c6", "developer", "feature creep"),
        ], [new("SHOP-1", "https://tickets.example/SHOP-1")]);

        Assert.Equal(
            ["Breaking changes: other prices", "Features: vouchers (#12)", "Fixes: rounding", "Other changes: Tidy up | chore: feat: nothing | feature creep"],
            notes.Groups.Select(g => $"{g.Heading}: {string.Join(" | ", g.Changes.Select(c => c.Title))}"));
        Assert.Equal(["developer", "second developer"], notes.Contributors);
        Assert.Equal([12], notes.PullRequests.Select(p => p.Number));
    }

    [Fact]
    public void The_labels_of_pull_requests_come_first_and_a_projects_own_before_the_usual_ones()
    {
        var notes = ReleaseNotes.Of(
        [
            new("c1", "developer", "Round once (#12)", Labels: ["Bug", "area/cart"]), new("c2", "developer", "feat: pay later", Labels: ["area/payments", "enhancement"]),
            new("c3", "developer", "fix: a hole", Labels: ["security"]), new("c4", "developer", "perf: quicker", Labels: ["nobody knows it"]), new("c5", "developer", "Docs", Labels: []),
        ], [], [new("Payments", ["area/payments"])]);

        Assert.Equal(
            ["Fixes: Round once (#12)", "Security: a hole", "Performance: quicker", "Payments: pay later", "Other changes: Docs"],
            notes.Groups.Select(g => $"{g.Heading}: {string.Join(" | ", g.Changes.Select(c => c.Title))}"));
    }

    [Fact]
    public void Nothing_makes_no_groups() => Assert.Empty(ReleaseNotes.Of([], []).Groups);
}

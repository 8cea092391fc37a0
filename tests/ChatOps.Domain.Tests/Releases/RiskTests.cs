using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Tests.Releases;

public class RiskTests
{
    private static readonly Risk[] Known = [new("migrations", ["migrations/**", "*.sql"]), new("secrets", [".config/**"])];

    [Fact]
    public void Each_file_counts_once_whatever_names_it() =>
        Assert.Equal([new RiskFound("migrations", 2)], Risk.In([Of("migrations/1/up.sql", "a.sql", "readme"), Of("a.sql")], Known));

    [Fact]
    public void Where_files_are_not_told_nothing_can_be_ruled_out() =>
        Assert.Equal(["migrations (can't be ruled out: the changed files are not known)", "secrets (can't be ruled out: the changed files are not known)"],
            Risk.In([Of("readme"), new("b", "developer", "x")], Known).Select(r => r.ToString()));

    [Fact]
    public void Without_changes_or_without_names_there_is_none()
    {
        Assert.Empty(Risk.In([], Known));
        Assert.Empty(Risk.In([Of("migrations/1")], []));
        Assert.Empty(Risk.In([Of("docs/migrations/1")], Known));
    }

    private static Change Of(params string[] paths) => new("a", "developer", "x", paths);
}

using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Tests.Releases;

public class RiskTests
{
    private static readonly Risk[] Known = [Risk.Of("migrations", ["migrations/**", "*.sql"]), Risk.Of("secrets", [".config/**"])];

    [Fact]
    public void Each_file_counts_once_whatever_names_it() =>
        Assert.Equal(["migrations (2 files)"], Found([Of("migrations/1/up.sql", "a.sql", "readme"), Of("a.sql")], Known));

    [Fact]
    public void Where_files_are_not_told_nothing_can_be_ruled_out() =>
        Assert.Equal(["migrations (can't be ruled out: the changed files are not known)", "secrets (can't be ruled out: the changed files are not known)"],
            Found([Of("readme"), new("b", "developer", "x")], Known));

    [Fact]
    public void Labels_tell_it_as_files_do()
    {
        var breaking = Risk.Of("breaking", ["label: Breaking", "api/**", "LABEL:major"]);
        Assert.Equal(["breaking (label Breaking)"], Found([Labelled("breaking", "feature")], [breaking]));
        Assert.Equal(["breaking (1 file, labels Breaking, major)"], Found([Labelled("breaking"), Labelled("MAJOR") with { Paths = ["api/v2"] }], [breaking]));
        Assert.Empty(Found([Labelled("feature"), Labelled()], [breaking]));
    }

    [Fact]
    public void Where_labels_are_not_told_only_what_they_would_tell_is_not_ruled_out()
    {
        Change untold = new("b", "developer", "x", ["readme"]);
        Assert.Equal(["breaking (can't be ruled out: the labels of pull requests are not known)"], Found([Labelled("feature"), untold], [Risk.Of("breaking", ["label:breaking"]), .. Known]));
        Assert.Equal(["breaking (label breaking)"], Found([Labelled("breaking"), untold], [Risk.Of("breaking", ["label:breaking"])]));
        Assert.Equal(
            ["breaking (can't be ruled out: the changed files and the labels of pull requests are not known)"],
            Found([untold with { Paths = null }], [Risk.Of("breaking", ["label:breaking", "api/**"])]));
    }

    [Fact]
    public void Without_changes_or_without_names_there_is_none()
    {
        Assert.Empty(Risk.In([], Known));
        Assert.Empty(Risk.In([Of("migrations/1")], []));
        Assert.Empty(Risk.In([Of("docs/migrations/1")], Known));
    }

    private static IEnumerable<string> Found(Change[] changes, Risk[] risks) => Risk.In(changes, risks).Select(r => r.ToString());

    private static Change Of(params string[] paths) => new("a", "developer", "x", paths);

    private static Change Labelled(params string[] labels) => new("a", "developer", "x", [], labels);
}

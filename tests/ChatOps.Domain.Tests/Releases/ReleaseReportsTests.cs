using ChatOps.Domain.Releases;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Releases;

public class ReleaseReportsTests
{
    [Fact]
    public void All_files_together_are_one_line()
    {
        Assert.Equal("", ReleaseReports.None.Words);
        Assert.Equal("Tests 214 passed · Scan 0 critical, 2 high · Coverage 81 % · SBOM 57 components", Of(
            R() with { Tests = new(2, 200, 0, 0, []) }, R() with { Tests = new(1, 14, 0, 0, []) }, R() with { Scan = new(0, 2, 0, 0) },
            R() with { Coverage = new(81.09m, 8109, 10_000) }, R() with { Components = 57 }).Words);
        Assert.Equal("Tests 1 passed, 2 failed, 3 skipped · Scan 1 critical, 0 high, 4 medium, 5 low · SBOM 1 component · 1 report could not be read", Of(
            R() with { Tests = new(1, 1, 2, 3, ["a"]) }, R() with { Scan = new(1, 0, 4, 5) }, R() with { Components = 1 }, R() with { Fault = "line 1: no" }).Words);
    }

    [Fact]
    public void Coverage_weighs_lines_where_they_are_told_and_takes_the_lowest_rate_otherwise()
    {
        Assert.Equal(25, Of(R() with { Coverage = new(100, 10, 10) }, R() with { Coverage = new(0, 0, 30) }).Coverage);
        Assert.Equal(50, Of(R() with { Coverage = new(100, 10, 10) }, R() with { Coverage = new(50) }).Coverage);
    }

    [Fact]
    public void Only_the_first_names_are_kept() => Assert.Equal(TestCounts.MostNames, Of(
        R() with { Tests = new(1, 0, 8, 0, [.. Enumerable.Range(0, 8).Select(i => $"a{i}")]) }, R() with { Tests = new(1, 0, 8, 0, [.. Enumerable.Range(0, 8).Select(i => $"b{i}")]) }).Tests!.FirstFailed.Count);

    [Fact]
    public void Evidence_is_never_deployed()
    {
        var release = Release(1234, "shop.zip", "junit.xml");
        Assert.Null(release.ToDeploy(null));
        release.ReportsAre(new(["*.xml"], ["junit.xml"], []));
        Assert.Equal("shop.zip", release.ToDeploy(null)!.Name);
        Assert.Equal("shop.zip", release.ToDeploy("shop.zip")!.Name);
        Assert.Null(release.ToDeploy("junit.xml"));
        Assert.Equal(2, release.Artifacts.Count);
    }

    private static EvidenceReport R() => new("file", DigestOf("file"), EvidenceKind.Unknown);

    private static ReleaseReports Of(params EvidenceReport[] files) => new([], [], files);
}

using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Tests.Releases;

public sealed class EvidenceChangeTests
{
    private static readonly Digest Bytes = Digest.Of([1]);

    private static ReleaseReports Reports(params EvidenceReport[] files) => new([], [], files);

    private static EvidenceReport Tests(int passed, int failed, int skipped = 0) => new("junit.xml", Bytes, EvidenceKind.Tests, Tests: new(1, passed, failed, skipped, []));

    private static EvidenceReport Scan(int critical, int high) => new("scan.sarif", Bytes, EvidenceKind.Scan, Scan: new(critical, high, 3, 4));

    [Fact]
    public void Each_kind_goes_from_what_was_to_what_would_be() => Assert.Equal(
        [
            "Tests: 214 passed, 0 failed → 213 passed, 1 failed, 2 skipped", "Scan findings: 0 critical, 2 high, 3 medium, 4 low → 1 critical, 0 high, 3 medium, 4 low",
            "Coverage: 80.9 % → 81 %", "Components: 2 → 3",
        ],
        EvidenceChange.Lines(
            Reports(Tests(214, 0), Scan(0, 2), new("c.xml", Bytes, EvidenceKind.Coverage, Coverage: new(80.99m)), new("sbom.json", Bytes, EvidenceKind.Sbom, Components: 2)),
            Reports(Tests(213, 1, 2), Scan(1, 0), new("c.xml", Bytes, EvidenceKind.Coverage, Coverage: new(81m)), new("sbom.json", Bytes, EvidenceKind.Sbom, Components: 3))));

    [Fact]
    public void What_is_missing_on_one_side_is_said() => Assert.Equal(
        ["Tests: 214 passed, 0 failed → no reports", "Scan findings: no reports → 0 critical, 0 high, 3 medium, 4 low"],
        EvidenceChange.Lines(Reports(Tests(214, 0)), Reports(Scan(0, 0))));

    [Fact]
    public void The_same_is_said_once() => Assert.Equal(["Tests: 5 passed, 0 failed, as before"], EvidenceChange.Lines(Reports(Tests(5, 0)), Reports(Tests(5, 0))));

    [Fact]
    public void A_report_that_could_not_be_read_is_counted() => Assert.Equal(
        ["Tests: 5 passed, 0 failed → no reports", "Unreadable reports: none → 1"],
        EvidenceChange.Lines(Reports(Tests(5, 0)), Reports(new EvidenceReport("junit.xml", Bytes, EvidenceKind.Tests, Fault: "line 3: it ends too early"))));

    [Fact]
    public void Nothing_at_all_is_said_too()
    {
        Assert.Equal(["Evidence: no reports"], EvidenceChange.Lines(null, null));
        Assert.Equal(["Evidence: no reports"], EvidenceChange.Lines(ReleaseReports.None, ReleaseReports.None));
    }
}

using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Gates;

public class EvidenceGatesTests
{
    private static readonly EvidencePolicy Everything = new(RequireTests: true, RequireScan: true, MaxHigh: 1, MinCoverage: 80, RequireSbom: true);

    private static readonly EvidenceReport Junit = Report("junit.xml", EvidenceKind.Tests) with { Tests = new(3, 214, 0, 2, []) };
    private static readonly EvidenceReport Scan = Report("scan.sarif", EvidenceKind.Scan) with { Scan = new(0, 1, 4, 0) };
    private static readonly EvidenceReport Coverage = Report("coverage.xml", EvidenceKind.Coverage) with { Coverage = new(81.26m) };
    private static readonly EvidenceReport Sbom = Report("sbom.json", EvidenceKind.Sbom) with { Components = 57 };

    [Fact]
    public void Without_a_policy_there_is_no_gate() => Assert.Empty(EvidenceGates.Of(null, With()));

    [Fact]
    public void Good_evidence_passes_and_says_what_it_was() => Assert.Equal(
        ["test results Passed 214 passed", "scan findings Passed 0 critical, 1 high", "coverage Passed 81.2 % of the lines are covered", "SBOM Passed 57 components"],
        Of(Everything, With(Junit, Scan, Coverage, Sbom)));

    [Fact]
    public void Before_the_artifacts_are_in_the_store_it_waits() =>
        Assert.All(EvidenceGates.Of(Everything, null), g => Assert.Equal(Verdict.Waiting, g.Verdict));

    [Fact]
    public void What_is_missing_is_refused_and_named()
    {
        var gates = EvidenceGates.Of(Everything, With()).ToList();
        Assert.All(gates, g => Assert.Equal(Verdict.Refused, g.Verdict));
        Assert.StartsWith("this run brought no test results (JUnit XML or .trx): no such report among its artifacts (looked for *junit*.xml, *.sarif); run CI again", gates[0].Words);
        Assert.Contains("no scan findings", gates[1].Words);
        Assert.Contains("no coverage", gates[2].Words);
        Assert.Contains("no bill of materials", gates[3].Words);
    }

    [Fact]
    public void A_release_that_was_never_looked_into_has_no_evidence() =>
        Assert.All(EvidenceGates.Of(Everything, Release()), g => Assert.Equal(Verdict.Refused, g.Verdict));

    [Theory]
    [InlineData(2, 0, "2 tests failed (a, b), and none is let pass here")]
    [InlineData(1, 0, "1 test failed (a, b), and none is let pass here")]
    [InlineData(5, 4, "5 tests failed (a, b, …), and no more than 4 are let pass here")]
    public void Failed_tests_are_counted_and_named(int failed, int most, string words) =>
        Assert.StartsWith($"test results Refused {words}", Of(new(RequireTests: true, MaxFailedTests: most), With(Junit with { Tests = new(1, 9, failed, 0, ["a", "b"]) })).Single());

    [Fact]
    public void As_many_as_may_fail_do_no_harm() =>
        Assert.Equal(["test results Passed 9 passed, 2 failed and 2 may"], Of(new(RequireTests: true, MaxFailedTests: 2), With(Junit with { Tests = new(1, 9, 2, 0, ["a", "b"]) })));

    [Fact]
    public void No_test_that_ran_is_no_proof() =>
        Assert.StartsWith("test results Refused the test results tell of no test that ran, only of 4 skipped", Of(new(RequireTests: true), With(Junit with { Tests = new(1, 0, 0, 4, []) })).Single());

    [Theory]
    [InlineData(1, 0, 0, null, "Refused the scan found 1 critical finding, and none is let pass here")]
    [InlineData(3, 0, 2, null, "Refused the scan found 3 critical findings, and no more than 2 are let pass here")]
    [InlineData(2, 9, 2, null, "Passed 2 critical, 9 high")]
    [InlineData(0, 2, 0, 1, "Refused the scan found 2 high findings, and no more than 1 are let pass here")]
    [InlineData(0, 1, 0, 0, "Refused the scan found 1 high finding, and none is let pass here")]
    public void Findings_are_held_against_the_policy(int critical, int high, int mostCritical, int? mostHigh, string words) => Assert.StartsWith(
        $"scan findings {words}", Of(new(RequireScan: true, MaxCritical: mostCritical, MaxHigh: mostHigh), With(Scan with { Scan = new(critical, high, 0, 0) })).Single());

    [Fact]
    public void Coverage_is_not_rounded_up() => Assert.StartsWith(
        "coverage Refused 79.9 % of the lines are covered, and 80 % are asked for", Of(new(MinCoverage: 80), With(Coverage with { Coverage = new(79.99m) })).Single());

    [Fact]
    public void A_bill_that_lists_nothing_is_none() =>
        Assert.StartsWith("SBOM Refused the bill of materials lists no component", Of(new(RequireSbom: true), With(Sbom with { Components = 0 })).Single());

    [Fact]
    public void A_report_that_could_not_be_read_is_named_with_its_place()
    {
        var broken = new EvidenceReport("more-junit.xml", DigestOf("x"), EvidenceKind.Tests, "line 3: it ends too early");
        Assert.StartsWith("test results Refused more-junit.xml could not be read: line 3: it ends too early;", Of(new(RequireTests: true), With(Junit, broken)).Single());
        Assert.Equal(["scan findings Passed 0 critical, 1 high"], Of(new(RequireScan: true), With(Scan, broken)));
    }

    [Fact]
    public void What_a_broken_report_would_have_been_about_is_not_guessed()
    {
        var broken = new EvidenceReport("sbom.json", DigestOf("x"), EvidenceKind.Unknown, "line 1: it is empty");
        Assert.All(EvidenceGates.Of(Everything, With(Junit, Scan, Coverage, Sbom, broken)), g => Assert.Equal(Verdict.Refused, g.Verdict));
    }

    [Fact]
    public void A_run_whose_evidence_is_not_good_enough_is_refused_with_those_words()
    {
        var run = Deploy(Dev with { Evidence = new(RequireScan: true) }).Resolved();
        run.ReleaseIs(With(Scan with { Scan = new(1, 0, 0, 0) }), Noon);
        run.Observe(NothingAhead with { Current = null }, Noon);
        Assert.Equal(RunStatus.Refused, run.Status);
        Assert.StartsWith("the scan found 1 critical finding", run.Notice);
        Assert.Equal(Verdict.Refused, run.Gate(EvidenceGates.ScanName).Verdict);
    }

    [Fact]
    public void The_thread_is_told_which_tests_failed_and_what_could_not_be_read()
    {
        var run = Deploy(Dev).Resolved();
        run.ReleaseIs(With(Junit with { Tests = new(1, 9, 12, 0, ["Cart.Total", "Cart.Tax"]) }, new EvidenceReport("scan.sarif", DigestOf("y"), EvidenceKind.Scan, "line 2: no")), Noon);
        Assert.Equal(
            [("12 tests failed in CI", "• Cart.Total\n• Cart.Tax\nand 10 more"), ("A report could not be read", "• scan.sarif: line 2: no")],
            run.TakeRemarks().Select(r => (r.Heading, r.Text)));
    }

    private static EvidenceReport Report(string name, EvidenceKind kind) => new(name, DigestOf(name), kind);

    private static Release With(params EvidenceReport[] files)
    {
        var release = Release(1234, ["shop.zip", .. files.Select(f => f.File)]);
        release.ReportsAre(new(["*junit*.xml", "*.sarif"], [.. files.Select(f => f.File)], files));
        return release;
    }

    private static IEnumerable<string> Of(EvidencePolicy policy, Release release) => EvidenceGates.Of(policy, release).Select(g => $"{g.Gate} {g.Verdict} {g.Words}");
}

using System.Text;
using ChatOps.Domain.Releases;
using static ChatOps.Tests.Releases.Evidence.Reports;

namespace ChatOps.Tests.Releases.Evidence;

/// <summary>What real tools write is understood, whatever the file is called.</summary>
public sealed class ReportFileTests
{
    [Fact]
    public void Pytest() => IsTests(Reports.Pytest, 1, 1, 2, 2, "tests.test_cart.TestCart.test_tax[<b>- 19]", "tests.test_db.test_open");

    [Fact]
    public void Jest() => IsTests(Reports.Jest, 1, 1, 1, 1, "Cart adds tax");

    [Fact]
    public void Surefire() => IsTests(Reports.Surefire, 1, 2, 1, 0, "shop.CartTest.tax");

    [Fact]
    public void Gotestsum() => IsTests(Reports.Gotestsum, 2, 1, 1, 1, "example.com/shop/cart.TestTax");

    [Fact]
    public void Trx() => IsTests(Reports.Trx, 1, 1, 1, 1, "Shop.Tests.CartTests.Tax(rate: 19)");

    [Fact]
    public void A_suite_that_broke_before_its_cases_has_failed() =>
        Assert.Equal(2, Read("""<testsuites><testsuite name="a" errors="2" tests="0"/><testsuite name="b"><testcase name="x"/></testsuite></testsuites>""").Tests!.Failed);

    [Fact]
    public void A_test_host_that_crashed_has_failed()
    {
        var tests = Read("""<TestRun><Results><UnitTestResult testName="a" outcome="Passed"/></Results><ResultSummary outcome="Aborted"/></TestRun>""").Tests!;
        Assert.Equal((1, "the test run as a whole (Aborted)"), (tests.Failed, tests.FirstFailed.Single()));
    }

    [Theory]
    [InlineData(Reports.Coverlet, 81.25)]
    [InlineData(Reports.Istanbul, 75)]
    public void Cobertura(string text, double percent)
    {
        var report = Read(text);
        Assert.Equal((null, EvidenceKind.Coverage, (decimal)percent), (report.Fault, report.Kind, report.Coverage!.Percent));
    }

    [Theory]
    [InlineData(Reports.TrivySarif, 1, 1, 0, 1)]
    [InlineData(Reports.CodeQlSarif, 0, 1, 0, 1)]
    [InlineData(Reports.SemgrepSarif, 0, 1, 1, 0)]
    public void Sarif(string text, int critical, int high, int medium, int low)
    {
        var report = Read(text);
        Assert.Equal((null, EvidenceKind.Scan, new ScanFindings(critical, high, medium, low)), (report.Fault, report.Kind, report.Scan));
    }

    [Theory]
    [InlineData("9.0", 1, 0, 0, 0)]
    [InlineData("8.9", 0, 1, 0, 0)]
    [InlineData("7.0", 0, 1, 0, 0)]
    [InlineData("6.9", 0, 0, 1, 0)]
    [InlineData("4.0", 0, 0, 1, 0)]
    [InlineData("3.9", 0, 0, 0, 1)]
    public void A_score_becomes_a_severity(string score, int critical, int high, int medium, int low) =>
        Assert.Equal(new ScanFindings(critical, high, medium, low), Read(SarifOf("", $$$"""{"id":"r","properties":{"security-severity":"{{{score}}}"}}""")).Scan);

    [Theory]
    [InlineData("\"level\":\"error\",", 0, 1, 0, 0)]
    [InlineData("\"level\":\"warning\",", 0, 0, 1, 0)]
    [InlineData("\"level\":\"note\",", 0, 0, 0, 1)]
    [InlineData("\"level\":\"none\",", 0, 0, 0, 0)]
    [InlineData("", 0, 0, 1, 0)]
    [InlineData("\"kind\":\"pass\",", 0, 0, 0, 0)]
    [InlineData("\"baselineState\":\"absent\",", 0, 0, 0, 0)]
    [InlineData("\"suppressions\":[{\"kind\":\"external\",\"status\":\"rejected\"}],", 0, 0, 1, 0)]
    public void Without_a_score_the_level_decides(string members, int critical, int high, int medium, int low) =>
        Assert.Equal(new ScanFindings(critical, high, medium, low), Read(SarifOf(members)).Scan);

    [Fact]
    public void CycloneDx()
    {
        var bill = Read(Reports.SyftCycloneDx);
        Assert.Equal((null, EvidenceKind.Sbom, 3, null), (bill.Fault, bill.Kind, bill.Components, bill.Scan));
        var both = Read(Reports.TrivyCycloneDx);
        Assert.Equal((null, 1, new ScanFindings(1, 1, 1, 1)), (both.Fault, both.Components, both.Scan));
        Assert.Null(Read("""{"bomFormat":"CycloneDX","components":[],"vulnerabilities":[]}""").Scan);
    }

    [Fact]
    public void Spdx()
    {
        Assert.Equal((null, EvidenceKind.Sbom, 2), (Read(Reports.SyftSpdx).Fault, Read(Reports.SyftSpdx).Kind, Read(Reports.SyftSpdx).Components));
        Assert.Equal(1, Read("""{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[{"type":"software_Package"},{"type":"Person"}]}""").Components);
    }

    [Fact]
    public void A_byte_order_mark_and_UTF_16_where_the_format_allows_it()
    {
        Assert.Equal(3, Read(Reports.TrivySarif, encoding: new UTF8Encoding(true)) is { Scan: { } s } ? s.Critical + s.High + s.Low : 0);
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Reports.Jest.Replace("UTF-8", "utf-16"))).ToArray();
        Assert.Equal((null, 1), (Read(utf16).Fault, Read(utf16).Tests?.Failed));
    }

    [Fact]
    public void A_report_keeps_the_name_and_the_digest_of_its_file()
    {
        var bytes = Encoding.UTF8.GetBytes(Reports.Jest);
        var report = Read(bytes, "results/\u001bjunit\n<b>.xml");
        Assert.Equal(("results/junit <b>.xml", Digest.Of(bytes)), (report.File, report.Digest));
    }

    internal static string SarifOf(string members, string rule = """{"id":"r"}""") =>
        $$$"""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t","rules":[{{{rule}}}]}},"results":[{{{{members}}}"ruleId":"r","ruleIndex":0,"message":{"text":""}}]}]}""";

    private static void IsTests(string text, int suites, int passed, int failed, int skipped, params string[] names)
    {
        var report = Read(text);
        Assert.Null(report.Fault);
        Assert.Equal((EvidenceKind.Tests, suites, passed, failed, skipped), (report.Kind, report.Tests!.Suites, report.Tests.Passed, report.Tests.Failed, report.Tests.Skipped));
        Assert.Equal(names, report.Tests.FirstFailed);
    }
}

using System.Diagnostics;
using System.Text;
using ChatOps.Domain.Releases;
using ChatOps.Releases.Evidence;
using static ChatOps.Tests.Releases.Evidence.Reports;

namespace ChatOps.Tests.Releases.Evidence;

/// <summary>Files that are broken, or made to break whoever reads them: each gets words with the place, and none costs much.</summary>
public sealed class HostileReportTests
{
    private const string Laughs = """
        <?xml version="1.0"?>
        <!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;"><!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;">]>
        <testsuites><testcase name="&lol3;"/></testsuites>
        """;

    [Theory]
    [InlineData(Laughs, "line 2: it has a document type (DTD)")]
    [InlineData("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><testsuites/>", "line 1: it has a document type (DTD)")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"http://127.0.0.1:1/x\">]><testsuites>&x;</testsuites>", "line 1: it has a document type (DTD)")]
    [InlineData("<!DOCTYPE coverage SYSTEM \"http://x\" [<!ENTITY x \"y\">]><coverage line-rate=\"1\">&x;</coverage>", "line 1: it has a document type (DTD)")]
    [InlineData("<!DOCTYPE coverage SYSTEM \"http://x\"><coverage line-rate=\"1\">&x;</coverage>", "line 1: it is no proper XML")]
    [InlineData("<testsuites>\n<testsuite>\n<testcase name=\"a\">", "line 3: it is no proper XML")]
    [InlineData("<testsuites>\n<testcase name=\"a\" name=\"b\"/></testsuites>", "line 2: it is no proper XML")]
    [InlineData("<testsuites>\n<testcase name=\"&#0;\"/></testsuites>", "line 2: it is no proper XML")]
    [InlineData("<testsuites failures=\"-1\"/>", "line 1: failures is \"-1\", and must be a whole number from 0")]
    [InlineData("<testsuites>\n<testsuite errors=\"NaN\"/></testsuites>", "line 2: errors is \"NaN\"")]
    [InlineData("<testsuite failures=\"99999999999999999999\"/>", "line 1: failures is \"99999999999999999999\"")]
    [InlineData("<testsuite failures=\"2000000\"/>", "line 1: failures is \"2000000\"")]
    [InlineData("<TestRun><ResultSummary><Counters total=\"-3\"/></ResultSummary></TestRun>", "line 1: total is \"-3\"")]
    [InlineData("<coverage line-rate=\"NaN\"/>", "line 1: line-rate is \"NaN\", and must be a number from 0 to 1")]
    [InlineData("<coverage line-rate=\"-0.5\"/>", "line 1: line-rate is \"-0.5\"")]
    [InlineData("<coverage line-rate=\"81\"/>", "line 1: line-rate is \"81\"")]
    [InlineData("<coverage line-rate=\"1e300\"/>", "line 1: line-rate is \"1e300\"")]
    [InlineData("<coverage line-rate=\"1\" lines-valid=\"5\" lines-covered=\"6\"/>", "line 1: lines-covered is 6, more than the 5")]
    [InlineData("<coverage line-rate=\"1\" lines-valid=\"0\" lines-covered=\"0\"/>", "line 1: lines-valid is 0")]
    [InlineData("<coverage line-rate=\"1\" lines-valid=\"-5\" lines-covered=\"6\"/>", "line 1: lines-valid is \"-5\"")]
    [InlineData("<coverage generated=\"1\"><project/></coverage>", "not in Cobertura's form")]
    [InlineData("<report name=\"jacoco\"/>", "not in Cobertura's form")]
    [InlineData("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>", "CycloneDX in XML")]
    [InlineData("<html><body>Sign in</body></html>", "line 1: its root element is html, no report that is read here")]
    [InlineData("", "line 1: it is empty")]
    [InlineData("  \n ", "line 1: it is empty")]
    [InlineData("hello", "line 1: it is neither XML nor a JSON object")]
    [InlineData("[]", "line 1: it is neither XML nor a JSON object")]
    [InlineData("{\n}", "the root: it is no report that is read here")]
    [InlineData("{\"version\":\"2.1.0\",\n\"runs\":[{", "line 2: it is no proper JSON, or ends too early")]
    [InlineData("{\"version\":\"2.1.0\",\n\"runs\":[],\n\"runs\":[]}", "line 3: \"runs\" is there twice in one object")]
    [InlineData("{\"version\":\"2.1.0\",\n\"runs\":[],\n\"r\\u0075ns\":[]}", "line 3: \"runs\" is there twice in one object")]
    [InlineData("{\"\\ud800\":1}", "line 1: a name holds half a character")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[]}", "runs: it tells of no scan")]
    [InlineData("{\"version\":\"3.0\",\"runs\":[{}]}", "the root: its version is not 2.1.0")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[{}]}", "runs[0]: it has no results")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":{}}", "runs: must be a list")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[],\"invocations\":[{\"executionSuccessful\":false}]}]}", "runs[0].invocations[0]: the scan itself says that it did not end well")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"ruleIndex\":7}]}]}", "runs[0].results[0]: it names rule 7, and there are 0")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"ruleIndex\":-2}]}]}", "runs[0].results[0].ruleIndex: must be a whole number from 0")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"ruleIndex\":1e99}]}]}", "runs[0].results[0].ruleIndex: must be a whole number")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"level\":\"harmless\"}]}]}", "runs[0].results[0].level: its level is none of error")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"level\":7}]}]}", "runs[0].results[0].level: must be a text")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"level\":\"\\ud800\"}]}]}", "runs[0].results[0].level: holds half a character")]
    [InlineData("{\"bomFormat\":\"CycloneDX\",\"vulnerabilities\":[{\"ratings\":[{\"score\":1e999}]}]}", "vulnerabilities[0].ratings[0].score: must be a score from 0 to 10")]
    [InlineData("{\"bomFormat\":\"CycloneDX\",\"vulnerabilities\":[{\"ratings\":[{\"score\":-1}]}]}", "vulnerabilities[0].ratings[0].score: must be a score")]
    [InlineData("{\"bomFormat\":\"CycloneDX\",\"vulnerabilities\":[{\"ratings\":[{\"score\":NaN}]}]}", "line 1: it is no proper JSON")]
    [InlineData("{\"bomFormat\":\"CycloneDX\",\"components\":5}", "components: must be a list")]
    [InlineData("{\"spdxVersion\":\"SPDX-9.0\"}", "spdxVersion: is a version that is not read here")]
    [InlineData("{\"spdxVersion\":23}", "spdxVersion: must be a text")]
    public void Each_fault_is_told_with_its_place(string text, string words)
    {
        var report = Read(text);
        Assert.Contains(words, report.Fault);
        Assert.Equal((null, null, null, null), (report.Tests, report.Scan, report.Coverage, report.Components));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("-1")]
    [InlineData("10.1")]
    [InlineData("Infinity")]
    [InlineData("critical")]
    public void A_score_that_is_none_is_a_fault(string score) => Assert.Equal(
        "runs[0].tool.driver.rules[0].properties.security-severity: must be a score from 0 to 10",
        Read(ReportFileTests.SarifOf("", $$$"""{"id":"r","properties":{"security-severity":"{{{score}}}"}}""")).Fault);

    [Fact]
    public void Deep_nesting_ends_at_its_limit()
    {
        Assert.Contains("line 1: it is nested deeper than 64", Read("<testsuites>" + string.Concat(Enumerable.Repeat("<testsuite>", 100_000))).Fault);
        Assert.Contains("line 1: it is nested deeper than 64", Read("{\"runs\":" + new string('[', 100_000)).Fault);
        Assert.Null(Read("<testsuites>" + string.Concat(Enumerable.Repeat("<testsuite>", 60)) + string.Concat(Enumerable.Repeat("</testsuite>", 60)) + "</testsuites>").Fault);
    }

    [Fact]
    public void A_wrong_encoding_is_a_fault()
    {
        Assert.Equal("line 2: it is not in UTF-8", Read([.. "{\n\"version\":\""u8, 0xE9, .. "\"}"u8]).Fault);
        Assert.Contains("it is neither XML nor a JSON object", Read(Encoding.BigEndianUnicode.GetBytes("{}")).Fault);
        Assert.Contains("line 2: it is no proper XML", Read([.. "<testsuites>\n<a b=\""u8, 0xE9, .. "\"/></testsuites>"u8]).Fault);
        Assert.Contains("line 1: it is no proper XML", Read("<?xml version=\"1.0\" encoding=\"klingon\"?><testsuites/>").Fault);
    }

    [Fact]
    public void Too_many_cases_and_parts_are_a_fault()
    {
        Assert.Contains("it has more than 200000 test cases", Read("<testsuite>" + string.Concat(Enumerable.Repeat("<testcase/>", 200_001)) + "</testsuite>").Fault);
        Assert.Contains("it has more than 200000 results", Read("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[" + string.Join(',', Enumerable.Repeat("{}", 200_001)) + "]}]}").Fault);
        Assert.Contains("it has more than 8000000 parts", Read("{\"a\":[" + string.Join(',', Enumerable.Repeat("0", 8_000_001)) + "]}").Fault);
        Assert.Contains("an object has more than 10000 members", Read("{" + string.Join(',', Enumerable.Range(0, 10_001).Select(i => $"\"{i}\":0")) + "}").Fault);
    }

    [Fact]
    public void Lists_and_objects_that_cost_a_lot_to_look_into_do_not()
    {
        // A list of rules that is gone through for each result, and a large object before a million small ones.
        var rules = string.Join(',', Enumerable.Repeat("{\"id\":\"r\"}", 150_000));
        var results = string.Join(',', Enumerable.Repeat("{\"ruleIndex\":149999}", 150_000));
        var members = string.Join(',', Enumerable.Range(0, 9_999).Select(i => $"\"{i}\":0"));
        var start = Stopwatch.GetTimestamp();
        var report = Read($"{{\"version\":\"2.1.0\",\"x\":[{{{members}}},{string.Join(',', Enumerable.Repeat("{\"a\":0}", 1_000_000))}],\"runs\":[{{\"tool\":{{\"driver\":{{\"rules\":[{rules}]}}}},\"results\":[{results}]}}]}}");
        Assert.Equal(new ScanFindings(0, 0, 150_000, 0), report.Scan);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), $"{Stopwatch.GetElapsedTime(start)}");
    }

    [Fact]
    public void Names_are_data_on_one_line_and_cut()
    {
        var report = Read($"<testsuite><testcase classname=\"&lt;!channel&gt;\" name=\"*b*&#10;&#9;{new string('x', 5000)}\"><failure/></testcase></testsuite>");
        var name = report.Tests!.FirstFailed.Single();
        Assert.StartsWith("<!channel>.*b*", name);
        Assert.DoesNotContain(name, char.IsControl);
        Assert.InRange(name.Length, 100, EvidenceLimits.Name);
        Assert.InRange(Read($"<{new string('y', 100_000)}/>").Fault!.Length, 1, 300);
    }
}

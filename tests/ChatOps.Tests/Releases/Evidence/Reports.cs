using System.Text;
using ChatOps.Domain.Releases;
using ChatOps.Releases.Evidence;

namespace ChatOps.Tests.Releases.Evidence;

/// <summary>Reports as the tools write them, shortened by hand.</summary>
internal static class Reports
{
    public const string Pytest = """
        <?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1" skipped="2" tests="5" time="0.132" timestamp="2026-11-05T14:32:01.112233+00:00" hostname="runner"><testcase classname="tests.test_cart.TestCart" name="test_total" time="0.001" /><testcase classname="tests.test_cart.TestCart" name="test_tax[&lt;b&gt;-&#10;19]" time="0.002"><failure message="assert 118 == 119&#10; +  where 118 = total()">def test_tax(): ...
        E       assert 118 == 119</failure></testcase><testcase classname="tests.test_db" name="test_open" time="0.000"><error message="failed on setup with &quot;OSError&quot;">...</error></testcase><testcase classname="tests.test_db" name="test_later" time="0.000"><skipped type="pytest.skip" message="not yet">tests/test_db.py:9: not yet</skipped></testcase><testcase classname="tests.test_db" name="test_x" time="0.0"><skipped type="pytest.xfail" message="" /></testcase></testsuite></testsuites>
        """;

    public const string Jest = """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="jest tests" tests="3" failures="1" errors="0" time="2.013">
          <testsuite name="Cart" errors="0" failures="1" skipped="1" timestamp="2026-11-05T14:32:01" time="1.2" tests="3">
            <testcase classname="Cart adds items" name="Cart adds items" time="0.005">
            </testcase>
            <testcase classname="Cart adds tax" name="Cart adds tax" time="0.007">
              <failure>Error: expect(received).toBe(expected)
            at Object.toBe (/app/cart.test.js:9:22)</failure>
            </testcase>
            <testcase classname="Cart empties" name="Cart empties" time="0"><skipped/></testcase>
          </testsuite>
        </testsuites>
        """;

    public const string Surefire = """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd" version="3.0" name="shop.CartTest" time="0.05" tests="3" errors="0" skipped="0" failures="1">
          <properties><property name="java.version" value="21"/></properties>
          <testcase name="adds" classname="shop.CartTest" time="0.01"><system-out><![CDATA[<failure> is only text here]]></system-out></testcase>
          <testcase name="flaky" classname="shop.CartTest" time="0.01"><flakyFailure message="first time" type="AssertionError"><stackTrace>…</stackTrace></flakyFailure></testcase>
          <testcase name="tax" classname="shop.CartTest" time="0.01"><failure message="expected: &lt;119&gt;" type="org.opentest4j.AssertionFailedError"><![CDATA[stack]]></failure><rerunFailure message="again" type="x"/></testcase>
        </testsuite>
        """;

    public const string Gotestsum = """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites tests="3" failures="1" errors="0" time="0.310000">
        	<testsuite tests="2" failures="1" time="0.000000" name="example.com/shop/cart" timestamp="2026-11-05T14:32:01Z">
        		<properties><property name="go.version" value="go1.24.0 linux/amd64"></property></properties>
        		<testcase classname="example.com/shop/cart" name="TestTax" time="0.000000"><failure message="Failed" type="">=== RUN   TestTax</failure></testcase>
        		<testcase classname="example.com/shop/cart" name="TestLater" time="0.000000"><skipped message="=== RUN   TestLater"></skipped></testcase>
        	</testsuite>
        	<testsuite tests="1" failures="0" time="0.000000" name="example.com/shop/stock" timestamp="2026-11-05T14:32:01Z">
        		<testcase classname="example.com/shop/stock" name="TestShelf" time="0.000000"></testcase>
        	</testsuite>
        </testsuites>
        """;

    public const string Trx = """
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun id="1b2c" name="@runner 2026-11-05 14:32:01" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Times creation="2026-11-05T14:32:01.0000000+00:00" />
          <Results>
            <UnitTestResult executionId="1" testId="1" testName="Shop.Tests.CartTests.Adds" duration="00:00:00.0010000" outcome="Passed" />
            <UnitTestResult executionId="2" testId="2" testName="Shop.Tests.CartTests.Tax(rate: 19)" outcome="Failed"><Output><ErrorInfo><Message>Assert.Equal() Failure</Message></ErrorInfo></Output></UnitTestResult>
            <UnitTestResult executionId="3" testId="3" testName="Shop.Tests.CartTests.Later" outcome="NotExecuted" />
          </Results>
          <ResultSummary outcome="Failed"><Counters total="3" executed="2" passed="1" failed="1" error="0" /></ResultSummary>
        </TestRun>
        """;

    public const string Coverlet = """
        <?xml version="1.0" encoding="utf-8"?>
        <coverage line-rate="0.8125" branch-rate="0.6" version="1.9" timestamp="1762353121" lines-covered="130" lines-valid="160" branches-covered="6" branches-valid="10"><sources><source>/src/</source></sources><packages /></coverage>
        """;

    public const string Istanbul = """
        <?xml version="1.0" ?>
        <!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
        <coverage lines-valid="200" lines-covered="150" line-rate="0.75" branches-valid="4" branches-covered="1" branch-rate="0.25" timestamp="1762353121000" complexity="0" version="0.1"><packages></packages></coverage>
        """;

    public const string TrivySarif = """
        {"version":"2.1.0","$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[{"tool":{"driver":{"fullName":"Trivy Vulnerability Scanner","informationUri":"https://github.com/aquasecurity/trivy","name":"Trivy","rules":[
          {"id":"CVE-2026-0001","name":"LanguageSpecificPackageVulnerability","shortDescription":{"text":"one"},"defaultConfiguration":{"level":"error"},"properties":{"precision":"very-high","security-severity":"9.8","tags":["vulnerability","security","CRITICAL"]}},
          {"id":"CVE-2026-0002","defaultConfiguration":{"level":"error"},"properties":{"security-severity":"7.5","tags":["HIGH"]}},
          {"id":"CVE-2026-0003","defaultConfiguration":{"level":"note"},"properties":{"security-severity":"3.1"}}],"version":"0.60.0"}},
          "results":[{"ruleId":"CVE-2026-0001","ruleIndex":0,"level":"error","message":{"text":"Package: x"},"locations":[]},{"ruleId":"CVE-2026-0002","ruleIndex":1,"level":"error","message":{"text":"y"}},{"ruleId":"CVE-2026-0003","ruleIndex":2,"level":"note","message":{"text":"z"}}],
          "columnKind":"utf16CodeUnits","originalUriBaseIds":{"ROOTPATH":{"uri":"file:///"}}}]}
        """;

    public const string CodeQlSarif = """
        {"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{
          "results":[{"ruleId":"js/sql-injection","rule":{"id":"js/sql-injection","index":0,"toolComponent":{"index":0}},"message":{"text":"This query depends on [a user-provided value](1)."}},
                     {"ruleId":"js/unused","rule":{"id":"js/unused","index":1,"toolComponent":{"index":0}},"message":{"text":"Unused variable."}},
                     {"ruleId":"js/eval","rule":{"id":"js/eval","index":2,"toolComponent":{"index":0}},"message":{"text":"eval"},"suppressions":[{"kind":"external","status":"accepted"}]}],
          "tool":{"driver":{"name":"CodeQL","organization":"GitHub","semanticVersion":"2.20.0","rules":[]},"extensions":[{"name":"codeql/javascript-queries","semanticVersion":"1.2.3","rules":[
            {"id":"js/sql-injection","defaultConfiguration":{"enabled":true,"level":"error"},"properties":{"kind":"path-problem","security-severity":"8.8"}},
            {"id":"js/unused","defaultConfiguration":{"enabled":true,"level":"note"},"properties":{"kind":"problem"}},
            {"id":"js/eval","defaultConfiguration":{"enabled":true,"level":"error"},"properties":{"security-severity":"9.3"}}]}]},
          "invocations":[{"toolExecutionNotifications":[],"executionSuccessful":true}]}]}
        """;

    public const string SemgrepSarif = """
        {"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json","runs":[{"invocations":[{"executionSuccessful":true,"toolExecutionNotifications":[]}],
          "results":[{"fingerprints":{"matchBasedId/v1":"a"},"locations":[],"message":{"text":"m"},"properties":{},"ruleId":"python.lang.security.audit.eval"},
                     {"message":{"text":"m"},"ruleId":"python.lang.security.audit.exec","suppressions":[{"kind":"inSource"}]},
                     {"message":{"text":"m"},"ruleId":"python.lang.best-practice.open"}],
          "tool":{"driver":{"name":"Semgrep OSS","rules":[{"defaultConfiguration":{"level":"error"},"id":"python.lang.security.audit.eval"},{"defaultConfiguration":{"level":"error"},"id":"python.lang.security.audit.exec"},{"id":"python.lang.best-practice.open"}],"semanticVersion":"1.100.0"}}}],"version":"2.1.0"}
        """;

    public const string SyftCycloneDx = """
        {"$schema":"http://cyclonedx.org/schema/bom-1.6.schema.json","bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:0","version":1,"metadata":{"tools":{"components":[{"type":"application","author":"anchore","name":"syft","version":"1.20.0"}]},"component":{"type":"file","name":"shop"}},
          "components":[{"bom-ref":"a","type":"library","name":"left","version":"1","components":[{"type":"library","name":"inner"}]},{"type":"operating-system","name":"debian"},{"type":"file","name":"/etc/x"}]}
        """;

    public const string TrivyCycloneDx = """
        {"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"x"}],"vulnerabilities":[
          {"id":"CVE-1","ratings":[{"source":{"name":"ghsa"},"severity":"high"},{"source":{"name":"nvd"},"score":9.8,"severity":"critical","method":"CVSSv31"}]},
          {"id":"CVE-2","ratings":[{"score":7.1,"method":"CVSSv31"}]},{"id":"CVE-3"},{"id":"CVE-4","ratings":[{"severity":"critical"}],"analysis":{"state":"not_affected"}},{"id":"CVE-5","ratings":[{"severity":"info"}]}]}
        """;

    public const string SyftSpdx = """
        {"spdxVersion":"SPDX-2.3","dataLicense":"CC0-1.0","SPDXID":"SPDXRef-DOCUMENT","name":"shop","packages":[{"name":"left","SPDXID":"SPDXRef-Package-npm-left"},{"name":"right","SPDXID":"SPDXRef-Package-npm-right"},{"name":"shop","SPDXID":"SPDXRef-DocumentRoot-Directory-shop"}],
          "relationships":[{"spdxElementId":"SPDXRef-DOCUMENT","relatedSpdxElement":"SPDXRef-DocumentRoot-Directory-shop","relationshipType":"DESCRIBES"}]}
        """;

    public static EvidenceReport Read(string text, string name = "report", Encoding? encoding = null) => Read((encoding ?? new UTF8Encoding(false)).GetBytes(text), name);

    public static EvidenceReport Read(byte[] bytes, string name = "report") => new ReportFile(name, bytes).Read();
}

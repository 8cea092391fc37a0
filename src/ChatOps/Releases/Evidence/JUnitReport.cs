using ChatOps.Domain.Releases;

namespace ChatOps.Releases.Evidence;

/// <summary>JUnit's XML, as Surefire, Gradle, pytest, jest-junit, gotestsum and many others write it.</summary>
/// <remarks>There is no one schema; Surefire's is at https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd.
/// The cases are counted; where a suite itself tells of more failures than its cases do (it broke before they began), that is believed.</remarks>
internal static class JUnitReport
{
    private enum CaseOutcome
    {
        Passed,
        Skipped,
        Failed,
    }

    public static bool IsRoot(XmlFile xml) => xml.Name is "testsuites" or "testsuite";

    public static TestCounts Read(XmlFile xml)
    {
        int suites = 0, passed = 0, failed = 0, skipped = 0, toldByRoot = 0, toldBySuites = 0;
        var names = new List<string>();
        var (name, depth, outcome) = ("", -1, CaseOutcome.Passed);
        var rootIsSuite = xml.Name == "testsuite";
        do
        {
            if (xml.IsStart)
            {
                switch (xml.Name)
                {
                    case "testsuites" when xml.Depth == 0:
                        toldByRoot = xml.Count("failures") + xml.Count("errors");
                        break;
                    case "testsuite":
                        suites++;
                        if (xml.Depth == (rootIsSuite ? 0 : 1)) toldBySuites += xml.Count("failures") + xml.Count("errors");
                        break;
                    case "testcase" when depth < 0:
                        if (passed + failed + skipped >= EvidenceLimits.Cases) throw xml.Fault($"it has more than {EvidenceLimits.Cases} test cases");
                        (name, depth) = (NameOf(xml), xml.Depth);
                        // Google Test tells of disabled tests this way.
                        outcome = xml.Attribute("status") is "notrun" or "disabled" ? CaseOutcome.Skipped : CaseOutcome.Passed;
                        break;
                    case "failure" or "error" when xml.Depth == depth + 1 && depth >= 0:
                        outcome = CaseOutcome.Failed;
                        break;
                    case "skipped" or "disabled" when xml.Depth == depth + 1 && depth >= 0 && outcome == CaseOutcome.Passed:
                        outcome = CaseOutcome.Skipped;
                        break;
                }
            }

            if (!xml.IsEnd || xml.Name != "testcase" || xml.Depth != depth) continue;
            depth = -1;
            if (outcome == CaseOutcome.Passed) passed++;
            else if (outcome == CaseOutcome.Skipped) skipped++;
            else if (++failed <= TestCounts.MostNames) names.Add(name);
        }
        while (xml.Next());

        return new(suites, passed, Math.Max(failed, Math.Max(toldByRoot, Math.Min(toldBySuites, EvidenceLimits.Count))), skipped, names);
    }

    private static string NameOf(XmlFile xml)
    {
        var (type, name) = (xml.Attribute("classname") ?? "", xml.Attribute("name") ?? "");
        var whole = type.Length > 0 && !name.StartsWith(type, StringComparison.Ordinal) ? $"{type}.{name}" : name;
        return EvidenceFaultException.OneLine(whole, EvidenceLimits.Name) is { Length: > 0 } told ? told : "a test without a name";
    }
}

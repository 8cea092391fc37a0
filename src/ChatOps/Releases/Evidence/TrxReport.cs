using ChatOps.Domain.Releases;

namespace ChatOps.Releases.Evidence;

/// <summary>The .trx file of <c>dotnet test --logger trx</c> and Visual Studio.</summary>
/// <remarks>Outcomes: https://github.com/microsoft/vstest, the schema vstst.xsd. What is neither passed nor not executed has failed.</remarks>
internal static class TrxReport
{
    public static bool IsRoot(XmlFile xml) => xml.Name == "TestRun";

    public static TestCounts Read(XmlFile xml)
    {
        int passed = 0, failed = 0, skipped = 0;
        var names = new List<string>();
        string? ended = null;
        do
        {
            if (!xml.IsStart) continue;
            if (xml.Name == "ResultSummary") ended = xml.Attribute("outcome");
            if (xml.Name == "Counters")
            {
                foreach (var counter in new[] { "total", "executed", "passed", "failed" }) _ = xml.Count(counter);
            }

            if (xml.Name != "UnitTestResult") continue;
            if (passed + failed + skipped >= EvidenceLimits.Cases) throw xml.Fault($"it has more than {EvidenceLimits.Cases} test results");
            switch (xml.Attribute("outcome"))
            {
                case "Passed" or "Warning":
                    passed++;
                    break;
                case "NotExecuted" or "Pending" or "Inconclusive" or "NotRunnable":
                    skipped++;
                    break;
                default:
                    failed++;
                    if (names.Count < TestCounts.MostNames) names.Add(EvidenceFaultException.OneLine(xml.Attribute("testName") ?? "a test without a name", EvidenceLimits.Name));
                    break;
            }
        }
        while (xml.Next());

        // The test host crashed or ran out of time: no single test tells of it.
        if (failed == 0 && ended is "Failed" or "Error" or "Aborted" or "Timeout" && names.Count == 0)
            (failed, names) = (1, [$"the test run as a whole ({ended})"]);
        return new(1, passed, failed, skipped, names);
    }
}

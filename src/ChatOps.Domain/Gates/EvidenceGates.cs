using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Gates;

/// <summary>The gates on a release's evidence. What is missing or can't be read does not pass; without a policy there is no gate.</summary>
public static class EvidenceGates
{
    public const string TestsName = "test results";
    public const string ScanName = "scan findings";
    public const string CoverageName = "coverage";
    public const string SbomName = "SBOM";

    private const string Again = "run CI again so that it makes one, and deploy that run";

    /// <param name="release">The release as it is in the store; null while its artifacts are not.</param>
    public static IEnumerable<GateResult> Of(EvidencePolicy? policy, Release? release) =>
        In(policy, release is null ? null : release.Reports ?? ReleaseReports.None);

    /// <param name="reports">Null while nothing was read.</param>
    public static IEnumerable<GateResult> In(EvidencePolicy? policy, ReleaseReports? reports)
    {
        if (policy is null) yield break;
        if (policy.RequireTests) yield return Look(TestsName, EvidenceKind.Tests, reports, r => Tests(policy, r));
        if (policy.RequireScan) yield return Look(ScanName, EvidenceKind.Scan, reports, r => Scan(policy, r));
        if (policy.MinCoverage is { } least) yield return Look(CoverageName, EvidenceKind.Coverage, reports, r => Coverage(least, r));
        if (policy.RequireSbom) yield return Look(SbomName, EvidenceKind.Sbom, reports, Sbom);
    }

    private static GateResult Look(string gate, EvidenceKind kind, ReleaseReports? reports, Func<ReleaseReports, (Verdict Verdict, string Words)> judge)
    {
        if (reports is null) return new(gate, Verdict.Waiting, "they are read when the artifacts are taken into the store");
        // A file that may have been of this kind counts: what it says could be the one thing that matters.
        if (reports.Unreadable.FirstOrDefault(f => f.Kind == kind || f.Kind == EvidenceKind.Unknown) is { } broken)
        {
            var more = reports.Unreadable.Count(f => f.Kind == kind || f.Kind == EvidenceKind.Unknown) - 1;
            return new(gate, Verdict.Refused,
                $"{broken.File} could not be read: {broken.Fault}{(more > 0 ? $" (and {more} more)" : "")}; mend what makes the file in CI, and deploy the new run");
        }

        var (verdict, words) = judge(reports);
        return new(gate, verdict, words);
    }

    private static (Verdict, string) Tests(EvidencePolicy policy, ReleaseReports reports)
    {
        if (reports.Tests is not { } tests) return Missing("test results (JUnit XML or .trx)", reports);
        if (tests.Passed + tests.Failed == 0)
            return (Verdict.Refused, $"the test results tell of no test that ran{(tests.Skipped > 0 ? $", only of {tests.Skipped} skipped" : "")}; {Again}");
        if (tests.Failed <= policy.MaxFailedTests) return (Verdict.Passed, $"{tests.Passed} passed{(tests.Failed > 0 ? $", {tests.Failed} failed and {policy.MaxFailedTests} may" : "")}");
        var names = tests.FirstFailed.Count > 0 ? $" ({string.Join(", ", tests.FirstFailed.Take(3))}{(tests.Failed > 3 ? ", …" : "")})" : "";
        return (Verdict.Refused, $"{Count(tests.Failed, "test", "tests")} failed{names}, and {AtMost(policy.MaxFailedTests)}; mend that and deploy the run that passes");
    }

    private static (Verdict, string) Scan(EvidencePolicy policy, ReleaseReports reports)
    {
        if (reports.Scan is not { } scan) return Missing("scan findings (SARIF, or CycloneDX with vulnerabilities)", reports);
        if (scan.Critical > policy.MaxCritical)
            return (Verdict.Refused, $"the scan found {Count(scan.Critical, "critical finding", "critical findings")}, and {AtMost(policy.MaxCritical)}; mend that and deploy the run that has fewer");
        if (scan.High > policy.MaxHigh)
            return (Verdict.Refused, $"the scan found {Count(scan.High, "high finding", "high findings")}, and {AtMost(policy.MaxHigh.Value)}; mend that and deploy the run that has fewer");
        return (Verdict.Passed, $"{scan.Critical} critical, {scan.High} high");
    }

    private static (Verdict, string) Coverage(int least, ReleaseReports reports)
    {
        if (reports.Coverage is not { } coverage) return Missing("coverage (Cobertura XML)", reports);
        var told = $"{ReleaseReports.Percent(coverage)} % of the lines are covered";
        return coverage >= least ? (Verdict.Passed, told) : (Verdict.Refused, $"{told}, and {least} % are asked for; test more and deploy the run that reaches it");
    }

    private static (Verdict, string) Sbom(ReleaseReports reports)
    {
        if (reports.Components is not { } components) return Missing("bill of materials (CycloneDX or SPDX, JSON)", reports);
        return components > 0 ? (Verdict.Passed, Count(components, "component", "components"))
            : (Verdict.Refused, $"the bill of materials lists no component; {Again}");
    }

    private static (Verdict, string) Missing(string what, ReleaseReports reports) =>
        (Verdict.Refused, $"this run brought no {what}: no such report among its artifacts{(reports.LookedFor.Count > 0 ? $" (looked for {string.Join(", ", reports.LookedFor)})" : "")}; {Again}");

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    private static string AtMost(int most) => most == 0 ? "none is let pass here" : $"no more than {most} are let pass here";
}

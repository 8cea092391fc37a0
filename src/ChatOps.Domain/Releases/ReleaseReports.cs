namespace ChatOps.Domain.Releases;

/// <summary>The reports that were read from a release's artifacts.</summary>
/// <param name="LookedFor">The patterns of file names by which they were looked for.</param>
/// <param name="Artifacts">Names of the artifacts that hold evidence: they are never deployed.</param>
public sealed record ReleaseReports(IReadOnlyList<string> LookedFor, IReadOnlyList<string> Artifacts, IReadOnlyList<EvidenceReport> Files)
{
    public static ReleaseReports None { get; } = new([], [], []);

    /// <summary>With those that stages left beside the release.</summary>
    public ReleaseReports Plus(ReleaseReports others) => others.Files.Count == 0 ? this
        : new([.. LookedFor.Union(others.LookedFor)], [.. Artifacts.Union(others.Artifacts)], [.. Files, .. others.Files]);

    public IEnumerable<EvidenceReport> Unreadable => Files.Where(f => f.Fault is not null);

    /// <summary>All tests of all files together; null if no file tells of tests.</summary>
    public TestCounts? Tests => Sum(Files.Select(f => f.Tests).OfType<TestCounts>().ToList());

    /// <summary>All findings of all scans together; null if there was no scan.</summary>
    public ScanFindings? Scan => Files.Select(f => f.Scan).OfType<ScanFindings>().ToList() is { Count: > 0 } scans
        ? scans.Aggregate(ScanFindings.None, (sum, next) => sum.Plus(next)) : null;

    /// <summary>Percent of all lines of all files; where a file tells a rate only, the lowest one.</summary>
    public decimal? Coverage
    {
        get
        {
            var told = Files.Select(f => f.Coverage).OfType<LineCoverage>().ToList();
            if (told.Count == 0) return null;
            var lines = told.All(c => c.Covered is not null) ? told.Sum(c => (decimal)(c.Lines ?? 0)) : 0;
            return lines > 0 ? 100 * told.Sum(c => (decimal)c.Covered!) / lines : told.Min(c => c.Percent);
        }
    }

    /// <summary>Components of all bills of materials together; null if there is none.</summary>
    public int? Components => Files.Any(f => f.Components is not null) ? Files.Sum(f => f.Components ?? 0) : null;

    /// <summary>One short line for people, such as <c>Tests 214 passed · Scan 0 critical, 2 high</c>; empty if there is nothing to tell.</summary>
    public string Words => string.Join(" · ", Parts());

    private IEnumerable<string> Parts()
    {
        if (Tests is { } tests)
        {
            yield return $"Tests {tests.Passed} passed{(tests.Failed > 0 ? $", {tests.Failed} failed" : "")}{(tests.Skipped > 0 ? $", {tests.Skipped} skipped" : "")}";
        }

        if (Scan is { } scan)
        {
            yield return $"Scan {scan.Critical} critical, {scan.High} high"
                + (scan.Medium > 0 ? $", {scan.Medium} medium" : "") + (scan.Low > 0 ? $", {scan.Low} low" : "");
        }

        if (Coverage is { } coverage) yield return $"Coverage {Percent(coverage)} %";
        if (Components is { } components) yield return components == 1 ? "SBOM 1 component" : $"SBOM {components} components";
        if (Unreadable.Count() is > 0 and var bad) yield return bad == 1 ? "1 report could not be read" : $"{bad} reports could not be read";
    }

    /// <summary>Rounded down, so that what is told never passes for more than it is.</summary>
    internal static string Percent(decimal percent) => (Math.Floor(percent * 10) / 10).ToString("0.#");

    private static TestCounts? Sum(List<TestCounts> all) => all.Count == 0 ? null : new(
        all.Sum(t => t.Suites), all.Sum(t => t.Passed), all.Sum(t => t.Failed), all.Sum(t => t.Skipped),
        [.. all.SelectMany(t => t.FirstFailed).Take(TestCounts.MostNames)]);
}

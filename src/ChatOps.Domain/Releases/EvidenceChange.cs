namespace ChatOps.Domain.Releases;

/// <summary>What the reports of two releases say, side by side: from the one that runs to the one that would.</summary>
public static class EvidenceChange
{
    private const string None = "no reports";

    /// <param name="from">Null: there is no release to compare with, or its reports were never looked for.</param>
    /// <param name="to">Null: its reports were never looked for.</param>
    /// <returns>A line for each kind of evidence that one of them brought, such as <c>Tests: 214 passed → 213 passed, 1 failed</c>.</returns>
    public static IReadOnlyList<string> Lines(ReleaseReports? from, ReleaseReports? to)
    {
        List<string> lines =
        [
            .. Line("Tests", Of(from?.Tests), Of(to?.Tests)), .. Line("Scan findings", Of(from?.Scan), Of(to?.Scan)),
            .. Line("Coverage", Percent(from?.Coverage), Percent(to?.Coverage)), .. Line("Components", from?.Components?.ToString(), to?.Components?.ToString()),
            .. Line("Unreadable reports", Unreadable(from), Unreadable(to), none: "none"),
        ];
        return lines.Count > 0 ? lines : [$"Evidence: {None}"];
    }

    private static IEnumerable<string> Line(string what, string? from, string? to, string none = None)
    {
        if (from is null && to is null) yield break;
        yield return from == to ? $"{what}: {to}, as before" : $"{what}: {from ?? none} → {to ?? none}";
    }

    private static string? Of(TestCounts? tests) => tests is null ? null : $"{tests.Passed} passed, {tests.Failed} failed{(tests.Skipped > 0 ? $", {tests.Skipped} skipped" : "")}";

    private static string? Of(ScanFindings? scan) => scan is null ? null : $"{scan.Critical} critical, {scan.High} high, {scan.Medium} medium, {scan.Low} low";

    private static string? Percent(decimal? coverage) => coverage is { } percent ? $"{ReleaseReports.Percent(percent)} %" : null;

    private static string? Unreadable(ReleaseReports? reports) => reports?.Unreadable.Count() is > 0 and var count ? $"{count}" : null;
}

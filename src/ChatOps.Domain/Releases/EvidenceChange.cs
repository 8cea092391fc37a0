using System.Globalization;

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
            .. Line("Tests", from?.Tests, to?.Tests, t => $"{t.Passed} passed, {t.Failed} failed{(t.Skipped > 0 ? $", {t.Skipped} skipped" : "")}"),
            .. Line("Scan findings", from?.Scan, to?.Scan, s => $"{s.Critical} critical, {s.High} high, {s.Medium} medium, {s.Low} low"),
            .. Line("Coverage", Boxed(from?.Coverage), Boxed(to?.Coverage), c => $"{ReleaseReports.Percent((decimal)c)} %"),
            .. Line("Components", Boxed(from?.Components), Boxed(to?.Components), c => ((int)c).ToString(CultureInfo.InvariantCulture)),
            .. Line("Unreadable reports", Unreadable(from), Unreadable(to), c => ((int)c).ToString(CultureInfo.InvariantCulture), none: "none"),
        ];
        return lines.Count > 0 ? lines : [$"Evidence: {None}"];
    }

    private static IEnumerable<string> Line<T>(string what, T? from, T? to, Func<T, string> words, string none = None)
        where T : class
    {
        if (from is null && to is null) yield break;
        var (before, after) = (from is null ? none : words(from), to is null ? none : words(to));
        yield return before == after ? $"{what}: {after}, as before" : $"{what}: {before} → {after}";
    }

    private static object? Boxed<T>(T? value)
        where T : struct => value;

    private static object? Unreadable(ReleaseReports? reports) => reports?.Unreadable.Count() is > 0 and var count ? count : null;
}

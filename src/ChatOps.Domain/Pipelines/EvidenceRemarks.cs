using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Pipelines;

/// <summary>What the thread is told of a release's evidence: the tests that failed, and the reports that could not be read.</summary>
internal static class EvidenceRemarks
{
    private const int MostFiles = 10;

    public static IEnumerable<Remark> Of(ReleaseReports? reports)
    {
        if (reports?.Tests is { Failed: > 0 } tests)
        {
            var more = tests.Failed > tests.FirstFailed.Count && tests.FirstFailed.Count > 0 ? $"\nand {tests.Failed - tests.FirstFailed.Count} more" : "";
            yield return new(tests.Failed == 1 ? "1 test failed in CI" : $"{tests.Failed} tests failed in CI", string.Join('\n', tests.FirstFailed.Select(n => $"• {n}")) + more, IsBad: true);
        }

        if (reports?.Unreadable.ToList() is { Count: > 0 } broken)
        {
            var more = broken.Count > MostFiles ? $"\nand {broken.Count - MostFiles} more" : "";
            yield return new(broken.Count == 1 ? "A report could not be read" : $"{broken.Count} reports could not be read", string.Join('\n', broken.Take(MostFiles).Select(f => $"• {f.File}: {f.Fault}")) + more, IsBad: true);
        }
    }
}

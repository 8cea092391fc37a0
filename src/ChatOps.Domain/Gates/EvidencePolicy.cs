namespace ChatOps.Domain.Gates;

/// <summary>What evidence an environment asks of a release.</summary>
/// <param name="MaxFailedTests">With <paramref name="RequireTests"/>: more failed tests than this are refused.</param>
/// <param name="MaxCritical">With <paramref name="RequireScan"/>: more critical findings than this are refused.</param>
/// <param name="MaxHigh">With <paramref name="RequireScan"/>: more high findings than this are refused; null: they are not counted.</param>
/// <param name="MinCoverage">Percent of lines; null: not asked for.</param>
public sealed record EvidencePolicy(
    bool RequireTests = false,
    int MaxFailedTests = 0,
    bool RequireScan = false,
    int MaxCritical = 0,
    int? MaxHigh = null,
    int? MinCoverage = null,
    bool RequireSbom = false);

using ChatOps.Domain.Releases;

namespace ChatOps.Releases.Evidence;

internal enum Severity
{
    None = 0,
    Low,
    Medium,
    High,
    Critical,
}

internal static class Severities
{
    /// <summary>The ranges of CVSS: 9.0 and up is critical, 7.0 high, 4.0 medium, anything below low.</summary>
    public static Severity OfScore(double score) => score switch
    {
        >= 9 => Severity.Critical,
        >= 7 => Severity.High,
        >= 4 => Severity.Medium,
        _ => Severity.Low,
    };

    public static ScanFindings Counted(IEnumerable<Severity> severities)
    {
        var counts = new int[5];
        foreach (var severity in severities) counts[(int)severity]++;
        return new(counts[(int)Severity.Critical], counts[(int)Severity.High], counts[(int)Severity.Medium], counts[(int)Severity.Low]);
    }
}

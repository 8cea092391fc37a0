using ChatOps.Domain.Releases;

namespace ChatOps.Releases.Evidence;

/// <summary>CycloneDX in JSON, as Syft, Trivy and the CycloneDX tools write it: a bill of materials and, from some tools, vulnerabilities too.</summary>
/// <remarks>
/// https://cyclonedx.org/docs/1.6/json/ . Of several ratings the highest counts; one without any is medium. What its analysis calls resolved, a false positive or
/// not affected is not open. An empty list of vulnerabilities is no scan: tools write it too when they did not look.
/// </remarks>
internal static class CycloneDxReport
{
    public static bool IsRoot(JsonPart root) => root["bomFormat"] is { } format && format.AsText() == "CycloneDX";

    public static (int Components, ScanFindings? Scan) Read(JsonPart root)
    {
        var severities = new List<Severity>();
        foreach (var vulnerability in root.List("vulnerabilities"))
        {
            if (severities.Count >= EvidenceLimits.Cases) throw vulnerability.Fault($"it has more than {EvidenceLimits.Cases} vulnerabilities");
            severities.Add(SeverityOf(vulnerability));
        }

        return (Components(root), severities.Count > 0 ? Severities.Counted(severities) : null);
    }

    private static int Components(JsonPart part) => part.List("components").Sum(c => (c.Text("type") == "file" ? 0 : 1) + Components(c));

    private static Severity SeverityOf(JsonPart vulnerability)
    {
        if (vulnerability["analysis"]?.Text("state") is "resolved" or "resolved_with_pedigree" or "false_positive" or "not_affected") return Severity.None;
        var ratings = vulnerability.List("ratings").Select(Rating).OfType<Severity>().ToList();
        return ratings.Count > 0 ? ratings.Max() : Severity.Medium;
    }

    private static Severity? Rating(JsonPart rating)
    {
        var score = rating.Score("score");
        return rating.Text("severity")?.ToLowerInvariant() switch
        {
            "critical" => Severity.Critical,
            "high" => Severity.High,
            "medium" => Severity.Medium,
            "low" or "info" => Severity.Low,
            "none" => Severity.None,
            _ => score is { } told ? Severities.OfScore(told) : null,
        };
    }
}

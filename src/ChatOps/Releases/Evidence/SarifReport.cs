using ChatOps.Domain.Releases;

namespace ChatOps.Releases.Evidence;

/// <summary>SARIF 2.1.0, as CodeQL, Trivy, Semgrep and many others write it.</summary>
/// <remarks>
/// Severity as GitHub reads it: a rule's <c>security-severity</c> is a score (9.0 and up critical, 7.0 high, 4.0 medium, else low); without one, the level
/// decides: error is high, warning medium, note low. https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
/// Levels and their defaults, kinds, suppressions and baselines: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, 3.27 and 3.50.
/// </remarks>
internal static class SarifReport
{
    public static bool IsRoot(JsonPart root) => root["runs"] is not null && (root["version"] is not null || root.Text("$schema")?.Contains("sarif", StringComparison.OrdinalIgnoreCase) == true);

    public static ScanFindings Read(JsonPart root)
    {
        if (root.Text("version") is not { } version || !version.StartsWith("2.", StringComparison.Ordinal)) throw root.Fault("its version is not 2.1.0, the one that is read");
        var runs = root.List("runs").ToList();
        if (runs.Count == 0) throw root["runs"]!.Fault("it tells of no scan: the list is empty");
        return runs.Aggregate(ScanFindings.None, (sum, run) => sum.Plus(Run(run)));
    }

    private static ScanFindings Run(JsonPart run)
    {
        if (run.List("invocations").FirstOrDefault(i => i.Flag("executionSuccessful") == false) is { } failed) throw failed.Fault("the scan itself says that it did not end well, so it may have missed things");
        // Left out or null: the tool did not look. No finding is an empty list.
        if (run["results"] is not { } results) throw run.Fault("it has no results, which is how a tool says that it did not look");
        var rules = new SarifRules(run);
        var findings = new List<Severity>();
        foreach (var result in results.Entries())
        {
            if (findings.Count >= EvidenceLimits.Cases) throw result.Fault($"it has more than {EvidenceLimits.Cases} results");
            findings.Add(IsOpen(result) ? SeverityOf(result, rules.Of(result)) : Severity.None);
        }

        return Severities.Counted(findings);
    }

    private static bool IsOpen(JsonPart result)
    {
        if (result.Text("kind") is "pass" or "notApplicable" or "informational" || result.Text("baselineState") == "absent") return false;
        var suppressions = result.List("suppressions").ToList();
        return suppressions.Count == 0 || suppressions.Exists(s => s.Text("status") is "underReview" or "rejected");
    }

    private static Severity SeverityOf(JsonPart result, SarifRule rule)
    {
        if ((result["properties"]?.Score("security-severity") ?? rule.Score) is { } score) return Severities.OfScore(score);
        var level = result["level"];
        return (level?.AsText() ?? rule.Level ?? "warning") switch
        {
            "error" => Severity.High,
            "warning" => Severity.Medium,
            "note" => Severity.Low,
            "none" => Severity.None,
            _ => throw (level ?? result).Fault("its level is none of error, warning, note, none"),
        };
    }
}

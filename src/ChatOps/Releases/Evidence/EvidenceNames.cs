using System.IO.Enumeration;

namespace ChatOps.Releases.Evidence;

/// <summary>Which names are those of evidence: <c>*</c> stands for any characters, <c>?</c> for one; upper and lower case are the same.</summary>
internal static class EvidenceNames
{
    /// <summary>What is looked for if the settings don't say.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [
        "*junit*.xml", "TEST-*.xml", "*.trx", "*.sarif", "*.sarif.json", "sbom*.json", "*.cdx.json", "*.spdx.json", "coverage*.xml", "*cobertura*.xml",
    ];

    /// <param name="name">Of an artifact, or of an entry in one: then its last part counts.</param>
    public static bool AnyMatches(IReadOnlyList<string> patterns, string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, last, ignoreCase: true));
    }
}

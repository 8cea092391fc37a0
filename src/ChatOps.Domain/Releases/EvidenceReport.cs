namespace ChatOps.Domain.Releases;

/// <summary>One file of evidence that CI made, and what it says.</summary>
/// <param name="File">The artifact's name; for a file in a zip artifact, <c>results.zip/junit.xml</c>. Untrusted text.</param>
/// <param name="Digest">Of the file's bytes, as they were read.</param>
/// <param name="Kind">What it tells of; <see cref="EvidenceKind.Unknown"/> if not even that could be told.</param>
/// <param name="Fault">Why it could not be read, beginning with the place, such as <c>line 12: it ends too early</c>; null if it was. Untrusted text.</param>
/// <param name="Tests">Set if <paramref name="Kind"/> is tests and there is no fault; the next ones likewise.</param>
/// <param name="Components">How many components a bill of materials lists.</param>
public sealed record EvidenceReport(
    string File,
    Digest Digest,
    EvidenceKind Kind,
    string? Fault = null,
    TestCounts? Tests = null,
    ScanFindings? Scan = null,
    LineCoverage? Coverage = null,
    int? Components = null);

public enum EvidenceKind
{
    /// <summary>The file is none of the formats that are read, or too broken to tell.</summary>
    Unknown = 0,
    Tests,
    Scan,
    Coverage,
    Sbom,
}

/// <param name="Suites">How many test suites the file tells of.</param>
/// <param name="FirstFailed">Names of the first tests that failed, <see cref="MostNames"/> at most. Untrusted text.</param>
public sealed record TestCounts(int Suites, int Passed, int Failed, int Skipped, IReadOnlyList<string> FirstFailed)
{
    public const int MostNames = 10;
}

/// <summary>Open findings of a scan by severity.</summary>
public sealed record ScanFindings(int Critical, int High, int Medium, int Low)
{
    public static ScanFindings None { get; } = new(0, 0, 0, 0);

    public ScanFindings Plus(ScanFindings other) =>
        new(Critical + other.Critical, High + other.High, Medium + other.Medium, Low + other.Low);
}

/// <param name="Percent">Of the lines, 0 to 100.</param>
/// <param name="Covered">How many lines are covered; null if the file tells a rate only.</param>
/// <param name="Lines">Of how many.</param>
public sealed record LineCoverage(decimal Percent, long? Covered = null, long? Lines = null);

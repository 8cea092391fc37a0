namespace ChatOps.Releases.Evidence;

/// <summary>What is read of a release's evidence. Beyond it a file is not read, and that is said.</summary>
internal static class EvidenceLimits
{
    public const int Bytes = 64 << 20;
    public const int Depth = 64;

    /// <summary>Test cases or findings in one file.</summary>
    public const int Cases = 200_000;

    /// <summary>Values, names and brackets in one JSON file.</summary>
    public const int JsonTokens = 8_000_000;

    /// <summary>Members of one JSON object.</summary>
    public const int JsonMembers = 10_000;

    /// <summary>Numbers that a file tells of itself.</summary>
    public const int Count = 1_000_000;

    /// <summary>Files of one release, and of one zip.</summary>
    public const int Files = 200;

    /// <summary>All files of one zip together.</summary>
    public const long ZipBytes = 2L * Bytes;

    /// <summary>Entries that a zip may list before it is even opened.</summary>
    public const int ZipEntries = 1000;

    /// <summary>Unpacked to packed, for files of a zip larger than <see cref="ZipRatioFrom"/>.</summary>
    public const int ZipRatio = 200;
    public const int ZipRatioFrom = 1 << 20;

    /// <summary>A test's or file's name as it is kept.</summary>
    public const int Name = 200;
}

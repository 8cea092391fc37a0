using System.IO.Compression;
using ChatOps.Domain.Releases;

namespace ChatOps.Releases.Evidence;

/// <summary>A zip of evidence, which is how some CI systems keep every artifact. Nothing of it is ever laid out on the disk.</summary>
internal static class EvidenceZip
{
    public static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith("PK\x05\x06"u8);

    /// <returns>Whether every file in it has a name of evidence.</returns>
    public static bool HoldsOnlyEvidence(byte[] bytes, IReadOnlyList<string> patterns)
    {
        try
        {
            using var zip = Open(bytes);
            var files = Files(zip);
            return files.Count is > 0 and <= EvidenceLimits.Files && files.TrueForAll(f => EvidenceNames.AnyMatches(patterns, f.FullName));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    public static IEnumerable<EvidenceReport> Read(string name, byte[] bytes, Digest digest)
    {
        try
        {
            using var zip = Open(bytes);
            var files = Files(zip);
            if (files.Count == 0) return [Fault(name, digest, "it is an empty zip")];
            if (files.Count > EvidenceLimits.Files) return [Fault(name, digest, $"it holds {files.Count} files, more than {EvidenceLimits.Files}")];
            if (files.Sum(f => (decimal)f.Length) > EvidenceLimits.ZipBytes) return [Fault(name, digest, $"it unpacks to more than {EvidenceLimits.ZipBytes >> 20} MB")];
            return [.. files.Select(f => One($"{name}/{f.FullName}", f, digest))];
        }
        catch (InvalidDataException)
        {
            return [Fault(name, digest, $"it is a zip that is damaged, cut off, or lists more than {EvidenceLimits.ZipEntries} entries")];
        }
    }

    private static EvidenceReport One(string name, ZipArchiveEntry entry, Digest digest)
    {
        if (entry.IsEncrypted) return Fault(name, digest, "it is encrypted");
        if (entry.Length > EvidenceLimits.Bytes) return Fault(name, digest, $"it is larger than {EvidenceLimits.Bytes >> 20} MB");
        if (entry.Length > EvidenceLimits.ZipRatioFrom && entry.Length / Math.Max(1, entry.CompressedLength) > EvidenceLimits.ZipRatio)
            return Fault(name, digest, $"it unpacks to more than {EvidenceLimits.ZipRatio} times its size");
        try
        {
            using var from = entry.Open();
            // The archive's own word on the length; an entry that goes on beyond it, or ends before it, is not believed.
            var bytes = new byte[entry.Length];
            var read = from.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < bytes.Length || from.ReadByte() >= 0) return Fault(name, digest, "it is not as long as the zip says");
            return new ReportFile(name, bytes).Read();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            return Fault(name, digest, "it is damaged in the zip");
        }
    }

    // A list of a million entries would fill the memory before it could be counted: its signatures are counted first.
    private static ZipArchive Open(byte[] bytes) => bytes.AsSpan().Count("PK\x01\x02"u8) <= EvidenceLimits.ZipEntries
        ? new(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read)
        : throw new InvalidDataException("Too many entries.");

    private static List<ZipArchiveEntry> Files(ZipArchive zip) => [.. zip.Entries.Where(e => e.Name.Length > 0)];

    /// <summary>A file that was not even looked into. Its own digest is not known, so the one of what holds it is told.</summary>
    internal static EvidenceReport Fault(string name, Digest digest, string words) =>
        new(EvidenceFaultException.OneLine(name, EvidenceLimits.Name), digest, EvidenceKind.Unknown, EvidenceFaultException.At("the file", words).Message);
}

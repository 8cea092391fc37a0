using System.IO.Compression;
using ChatOps.Commands;

namespace ChatOps.Artifacts.Unpacking;

/// <summary>Looks at every entry before the first one is written.</summary>
internal static class UnpackPlan
{
    /// <exception cref="ArtifactRefusedException">Something in it may not be unpacked.</exception>
    public static IReadOnlyList<ZipArchiveEntry> Of(ZipArchive archive, UnpackLimits limits)
    {
        if (archive.Entries.Count > limits.Entries)
            throw new ArtifactRefusedException($"The artifact was refused: it has {archive.Entries.Count} entries, more than {limits.Entries}.");
        if (archive.Entries.Count == 0) throw new ArtifactRefusedException("The artifact was refused: it is empty.");

        var names = new EntryNames(limits);
        long total = 0;
        foreach (var entry in archive.Entries)
        {
            names.Take(entry.FullName, EntryKind.IsFolder(entry));
            if (!EntryKind.IsPlain(entry)) throw Refused(entry, "is a link or a special file");
            if (entry.IsEncrypted) throw Refused(entry, "is encrypted");
            if (entry.Length > limits.RatioFrom && entry.Length / Math.Max(1, entry.CompressedLength) > limits.Ratio)
                throw Refused(entry, $"unpacks to more than {limits.Ratio} times its size");
            total += entry.Length;
            if (total > limits.Bytes)
                throw new ArtifactRefusedException($"The artifact was refused: it unpacks to more than {limits.Bytes >> 20} MB.");
        }

        return archive.Entries;
    }

    public static ArtifactRefusedException Refused(ZipArchiveEntry entry, string why) =>
        new($"The artifact was refused: its entry “{PlainText.Line(entry.FullName, 120)}” {why}.");
}

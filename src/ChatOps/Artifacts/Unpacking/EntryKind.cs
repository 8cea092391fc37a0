using System.IO.Compression;

namespace ChatOps.Artifacts.Unpacking;

/// <summary>What a zip entry says it is, in the attributes of the system that packed it.</summary>
internal static class EntryKind
{
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Folder = 0x4000;
    private const int WindowsLink = 0x400;

    public static bool IsFolder(ZipArchiveEntry entry) => entry.FullName.EndsWith('/');

    /// <summary>A plain file or a folder; not a link, a device, a pipe or a socket.</summary>
    public static bool IsPlain(ZipArchiveEntry entry)
    {
        if ((entry.ExternalAttributes & WindowsLink) != 0) return false;
        var type = UnixMode(entry) & TypeMask;
        return type == 0 || type == (IsFolder(entry) ? Folder : Regular);
    }

    public static bool IsProgram(ZipArchiveEntry entry) => (UnixMode(entry) & 0b001_001_001) != 0;

    private static int UnixMode(ZipArchiveEntry entry) => (entry.ExternalAttributes >> 16) & 0xFFFF;
}

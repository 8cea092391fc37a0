using System.IO.Compression;

namespace ChatOps.Artifacts.Unpacking;

internal static class EntryWriter
{
    public static async Task Write(ZipArchiveEntry entry, string folder, CancellationToken ct)
    {
        var path = Path.GetFullPath(Path.Combine(folder, entry.FullName));
        if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw UnpackPlan.Refused(entry, "lies outside the release's folder");
        if (EntryKind.IsFolder(entry))
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            await using var from = await entry.OpenAsync(ct);
            await using var to = new FileStream(path, Options(entry));
            await Copy(entry, from, to, ct);
        }
        catch (InvalidDataException e)
        {
            throw new ArtifactRefusedException(UnpackPlan.Refused(entry, "is damaged").Message, e);
        }
    }

    // The archive's own word on the length was planned with; an entry that goes on beyond it is not followed.
    private static async Task Copy(ZipArchiveEntry entry, Stream from, FileStream to, CancellationToken ct)
    {
        var buffer = new byte[1 << 16];
        long written = 0;
        while (await from.ReadAsync(buffer, ct) is > 0 and var read)
        {
            written += read;
            if (written > entry.Length) throw UnpackPlan.Refused(entry, "is longer than it says");
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        if (written != entry.Length) throw UnpackPlan.Refused(entry, "is shorter than it says");
    }

    private static FileStreamOptions Options(ZipArchiveEntry entry)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (OperatingSystem.IsWindows()) return options;
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (EntryKind.IsProgram(entry)) options.UnixCreateMode |= UnixFileMode.UserExecute;
        return options;
    }
}

namespace ChatOps.Persistence;

/// <summary>Files that are either the old one or the new one, whatever happens.</summary>
internal static class AtomicFile
{
    /// <param name="isSecret">Only the owner may read it.</param>
    public static void Write(string path, ReadOnlySpan<byte> bytes, bool isSecret = false) => Place(path, bytes, isSecret, overwrite: true);

    /// <summary>Writes the file if there is none: of several that try at once, one does.</summary>
    public static void WriteOnce(string path, ReadOnlySpan<byte> bytes, bool isSecret = false)
    {
        if (File.Exists(path)) return;
        try
        {
            Place(path, bytes, isSecret, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another was first, and its file is whole.
        }
    }

    private static void Place(string path, ReadOnlySpan<byte> bytes, bool isSecret, bool overwrite)
    {
        var draft = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (isSecret && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(draft, options))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }

        FolderSync.Flush(Path.GetDirectoryName(path)!);
    }
}

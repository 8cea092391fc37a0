using ChatOps.Domain.Releases;
using ChatOps.Persistence;

namespace ChatOps.Artifacts;

/// <summary>Where things lie under the store's root. Every name in it is made of a digest or drawn at random.</summary>
internal sealed class StoreFolder(string root)
{
    private readonly string _incoming = Path.Combine(root, "incoming");
    private readonly string _kept = Path.Combine(root, "sha256");
    private readonly string _aside = Path.Combine(root, "aside");

    public string PathOf(Digest digest) => Path.Combine(_kept, digest.Hex[..2], digest.Hex[2..]);

    public string NewIncoming()
    {
        Directory.CreateDirectory(_incoming);
        return Path.Combine(_incoming, Path.GetRandomFileName());
    }

    public string PrepareFor(Digest digest)
    {
        var path = PathOf(digest);
        var shard = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(shard))
        {
            Directory.CreateDirectory(shard);
            FolderSync.Flush(_kept);
            FolderSync.Flush(root);
        }

        return path;
    }

    public FileStream? TryOpen(Digest digest)
    {
        try
        {
            return new(
                PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public int RemoveLeftovers() =>
        Directory.Exists(_incoming) ? Directory.EnumerateFiles(_incoming).Count(TryRemove) : 0;

    public IReadOnlyList<StoredBytes> Stored()
    {
        var found = new List<StoredBytes>();
        if (!Directory.Exists(_kept)) return found;
        foreach (var shard in new DirectoryInfo(_kept).EnumerateDirectories())
            foreach (var file in shard.EnumerateFiles())
                if (Digest.TryParse(shard.Name + file.Name, out var digest) && SizeOf(file) is { } size) found.Add(new(digest, size, new(file.LastWriteTimeUtc)));
        return found;
    }

    /// <remarks>Under a name that was never used before: whoever deletes it late, never deletes what was taken in again meanwhile.</remarks>
    public string? SetAside(Digest digest)
    {
        Directory.CreateDirectory(_aside);
        var aside = Path.Combine(_aside, $"{digest.Hex}.{Path.GetRandomFileName()}");
        try
        {
            File.Move(PathOf(digest), aside);
            return aside;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public IReadOnlyList<(Digest, string)> SetAside()
    {
        var found = new List<(Digest, string)>();
        if (!Directory.Exists(_aside)) return found;
        foreach (var path in Directory.EnumerateFiles(_aside))
            if (Digest.TryParse(Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(path)), out var digest)) found.Add((digest, path));
        return found;
    }

    public bool PutBack(Digest digest, string aside)
    {
        if (File.Exists(PathOf(digest))) File.Delete(aside);
        else File.Move(aside, PrepareFor(digest));
        return true;
    }

    private static long? SizeOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static bool TryRemove(string file)
    {
        try
        {
            // Whoever writes it holds a lock, which a crash lets go of.
            File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            File.Delete(file);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

using ChatOps.Domain.Releases;
using ChatOps.Persistence;

namespace ChatOps.Artifacts;

/// <summary>Where things lie under the store's root. Every name in it is made of a digest or drawn at random.</summary>
internal sealed class StoreFolder(string root)
{
    private readonly string _incoming = Path.Combine(root, "incoming");
    private readonly string _kept = Path.Combine(root, "sha256");

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

using System.IO.Compression;
using System.Security.Cryptography;
using ChatOps.Domain.Releases;

namespace ChatOps.Artifacts.Unpacking;

/// <summary>Lays the approved bytes out in a folder: checked, planned, checked again, and only then written.</summary>
internal static class ArtifactUnpacker
{
    /// <param name="folder">Is there complete afterwards, or not at all.</param>
    /// <exception cref="ArtifactRefusedException">The bytes are others than approved, or can't be unpacked safely.</exception>
    public static async Task Unpack(string file, Artifact artifact, string folder, UnpackLimits limits, CancellationToken ct)
    {
        await using var bytes = Open(file);
        await Check(bytes, artifact, ct);
        using var archive = Read(bytes);
        var entries = UnpackPlan.Of(archive, limits);
        await Check(bytes, artifact, ct);

        var parent = Path.GetDirectoryName(folder)!;
        var temporary = Path.Combine(parent, $".{Path.GetFileName(folder)}.unpacking");
        Remove(temporary);
        Remove(folder);
        try
        {
            Directory.CreateDirectory(temporary);
            foreach (var entry in entries) await EntryWriter.Write(entry, temporary, ct);
            Directory.Move(temporary, folder);
        }
        finally
        {
            Remove(temporary);
        }
    }

    public static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static FileStream Open(string file)
    {
        try
        {
            return new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ArtifactRefusedException("The artifact is not in the store any more. Ask for the deployment again, so that it is fetched once more.", e);
        }
    }

    private static ZipArchive Read(FileStream bytes)
    {
        try
        {
            return new(bytes, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException e)
        {
            throw new ArtifactRefusedException("The artifact was refused: it is no zip archive that can be read.", e);
        }
    }

    private static async Task Check(FileStream bytes, Artifact artifact, CancellationToken ct)
    {
        bytes.Position = 0;
        var digest = Digest.FromHash(await SHA256.HashDataAsync(bytes, ct));
        if (digest != artifact.Digest)
            throw new ArtifactRefusedException($"The artifact was refused: its bytes have digest {digest.Short}…, approved was {artifact.Digest.Short}….");
    }
}

using System.Formats.Tar;
using System.IO.Compression;
using ChatOps.Artifacts.Unpacking;

namespace ChatOps.CiSources.GitHub;

/// <summary>A commit's files as GitHub packs them: in one folder, whose name is dropped. What could be written elsewhere is refused.</summary>
internal static class Tarball
{
    private static readonly UnpackLimits Limits = UnpackLimits.Default;

    /// <exception cref="CiUnavailableException">It is cut off, or holds what is not unpacked.</exception>
    public static async Task Unpack(Stream packed, string folder, string what, CancellationToken ct)
    {
        var names = new EntryNames(Limits);
        var links = new List<(string Path, string Target)>();
        var (count, bytes) = (0, 0L);
        try
        {
            await using var unpacked = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
            await using var tar = new TarReader(unpacked);
            while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
            {
                if (entry.EntryType is TarEntryType.GlobalExtendedAttributes || InFolder(entry.Name) is not { Length: > 0 } name) continue;
                var isFolder = entry.EntryType == TarEntryType.Directory;
                names.Take(isFolder ? $"{name.TrimEnd('/')}/" : name, isFolder);
                bytes += entry.Length;
                if (++count > Limits.Entries || bytes > Limits.Bytes) throw new CiUnavailableException($"{what} is too big to be unpacked: more than {Limits.Entries} files, or {Limits.Bytes >> 20} MB.");
                await Write(entry, Path.Combine(folder, name), links, ct);
            }
        }
        catch (ArtifactRefusedException fault)
        {
            throw new CiUnavailableException($"{what} can't be unpacked. {fault.Message}");
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new CiUnavailableException($"{what} can't be unpacked: it arrived cut off or damaged.");
        }

        // Last, and each a name of its own: nothing was written through one. What it leads to may be no business of the commit's.
        foreach (var (path, target) in links) File.CreateSymbolicLink(path, target);
    }

    private static async Task Write(TarEntry entry, string path, List<(string Path, string Target)> links, CancellationToken ct)
    {
        Directory.CreateDirectory(entry.EntryType == TarEntryType.Directory ? path : Path.GetDirectoryName(path)!);
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                return;
            case TarEntryType.SymbolicLink:
                links.Add((path, entry.LinkName));
                return;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | (entry.Mode.HasFlag(UnixFileMode.UserExecute) ? UnixFileMode.UserExecute : UnixFileMode.None);
                await using (var file = new FileStream(path, options))
                    if (entry.DataStream is { } data) await data.CopyToAsync(file, ct);
                return;
            default:
                throw new InvalidDataException("It holds a special file.");
        }
    }

    private static string? InFolder(string name) => name.IndexOf('/', StringComparison.Ordinal) is var end and >= 0 ? name[(end + 1)..].TrimEnd('/') : null;
}

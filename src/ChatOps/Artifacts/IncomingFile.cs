using ChatOps.Persistence;
using Microsoft.Win32.SafeHandles;

namespace ChatOps.Artifacts;

/// <summary>Bytes on their way in. They vanish when this is disposed, unless they were kept.</summary>
internal sealed class IncomingFile(string path, Func<string, SafeFileHandle> create) : IDisposable
{
    private bool _kept;

    public SafeFileHandle Handle { get; } = create(path);

    /// <remarks>The share mode is a lock: <see cref="StoreFolder.RemoveLeftovers"/> sees by it that somebody is writing.</remarks>
    public static SafeFileHandle Create(string path) =>
        File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, FileOptions.Asynchronous);

    /// <summary>Makes the bytes lasting, then gives them their name in one step.</summary>
    /// <remarks>Under that name there is all or nothing, whenever the machine stops.</remarks>
    public void Keep(string finalPath)
    {
        RandomAccess.FlushToDisk(Handle);
        if (OperatingSystem.IsWindows()) Handle.Dispose();
        else File.SetUnixFileMode(Handle, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.Move(path, finalPath, overwrite: true);
        _kept = true;
        FolderSync.Flush(Path.GetDirectoryName(finalPath)!);
    }

    public void Dispose()
    {
        if (!_kept) File.Delete(path);
        Handle.Dispose();
    }
}

using System.Diagnostics;

namespace ChatOps.Tests.FrontDoor;

/// <summary>A test on a disk that is really full. Only root on Linux can make one; elsewhere it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TinyDiskFactAttribute : FactAttribute
{
    public TinyDiskFactAttribute()
    {
        if (!TinyDisk.CanBeMade) Skip = "Needs a small disk of its own: root on Linux, and the right to mount one.";
    }
}

/// <summary>A file system of a few megabytes, in memory, that a test can fill.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly string _filler;

    public TinyDisk(int kilobytes)
    {
        Root = Directory.CreateTempSubdirectory("tiny-disk-").FullName;
        _filler = Path.Combine(Root, "filler");
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", Root)) throw new InvalidOperationException("The small disk could not be mounted.");
    }

    public static bool CanBeMade { get; } = Try();

    public string Root { get; }

    /// <summary>Writes until nothing more fits, but for some bytes.</summary>
    public void Fill(int exceptFor = 0)
    {
        using var file = new FileStream(_filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true) file.Write(page);
        }
        catch (IOException)
        {
            file.SetLength(Math.Max(0, file.Length - exceptFor));
        }
    }

    public void Free() => File.Delete(_filler);

    public void Dispose()
    {
        Run("umount", "-l", Root);
        Directory.Delete(Root, recursive: true);
    }

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return false;
        try
        {
            using var disk = new TinyDisk(64);
            return true;
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

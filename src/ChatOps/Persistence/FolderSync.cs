using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ChatOps.Persistence;

/// <summary>Makes a folder's list of names lasting: after a power cut, a renamed file still has its new name.</summary>
/// <remarks>Windows needs no such call.</remarks>
internal static class FolderSync
{
    private const int CloseOnExecLinux = 0x80000;
    private const int CloseOnExecMac = 0x1000000;

    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;

        var flags = OperatingSystem.IsMacOS() ? CloseOnExecMac : CloseOnExecLinux;
        using var handle = new SafeFileHandle(Open(Encoding.UTF8.GetBytes(folder + '\0'), flags), ownsHandle: true);
        if (handle.IsInvalid) throw new IOException("The folder can't be opened.", Marshal.GetLastPInvokeError());
        RandomAccess.FlushToDisk(handle);
    }

    // .NET itself opens no folders.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}

using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ChatOps.Targets.LocalProcesses.Processes;

/// <summary>What .NET has no words for on Unix: signals to a group, reaping, making a rename durable.</summary>
[UnsupportedOSPlatform("windows")]
internal static class LibC
{
    public const int Terminate = 15;
    public const int Kill = 9;
    private const int NoHang = 1;

    /// <summary>Signals a process and all that it started: each is started as the leader of its own group.</summary>
    public static void SignalGroup(int leader, int signal)
    {
        // -1 would mean everybody.
        ArgumentOutOfRangeException.ThrowIfLessThan(leader, 2);
        _ = SendSignal(-leader, signal);
    }

    /// <returns>The exit code of a child that has ended (128 + signal if it was ended by one); null if it runs or is nobody's child here.</returns>
    public static int? Reap(int pid)
    {
        if (WaitForChild(pid, out var status, NoHang) != pid) return null;
        var signal = status & 0x7f;
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
    }

    /// <summary>Leaves the terminal's session, unless this process already leads its own.</summary>
    public static void LeaveSession() => _ = SetSession();

    public static void Sync(string folder)
    {
        var handle = Open(folder, 0);
        if (handle < 0) return;
        _ = SyncHandle(handle);
        _ = Close(handle);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int pid, int signal);

    [DllImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static extern int WaitForChild(int pid, out int status, int options);

    [DllImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static extern int SetSession();

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int SyncHandle(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
}

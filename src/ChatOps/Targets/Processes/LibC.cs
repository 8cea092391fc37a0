using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ChatOps.Targets.Processes;

/// <summary>What .NET has no words for on Unix: signals to a group, reaping, making a rename durable.</summary>
[UnsupportedOSPlatform("windows")]
internal static class LibC
{
    public const int Terminate = 15;
    public const int Kill = 9;
    public const int Pause = 19;
    private const int NoHang = 1;
    private const int FileSize = 1;
    private const int CoreFile = 4;
    private const short Readable = 1;
    private const int NonBlockingLinux = 0x80800;
    private const int NonBlockingMac = 0x1000004;

    /// <summary>Signals a process and all that it started: each is started as the leader of its own group.</summary>
    public static void SignalGroup(int leader, int signal)
    {
        // -1 would mean everybody.
        ArgumentOutOfRangeException.ThrowIfLessThan(leader, 2);
        _ = SendSignal(-leader, signal);
    }

    /// <summary>Signals one process and none that it started.</summary>
    public static void Signal(int pid, int signal)
    {
        // 0 and -1 would mean more than one.
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 2);
        _ = SendSignal(pid, signal);
    }

    /// <param name="end">How a child has ended; null if it runs, or is nobody's child here.</param>
    /// <returns>Whether it is a child of this process. While threads of it still end, it looks dead and can't be reaped yet.</returns>
    public static bool Reap(int pid, out ProcessEnd? end)
    {
        end = null;
        var found = WaitForChild(pid, out var status, NoHang);
        if (found != pid) return found == 0;
        var signal = status & 0x7f;
        end = signal == 0 ? new((status >> 8) & 0xff, null) : new(128 + signal, signal);
        return true;
    }

    /// <summary>Bounds every file that the process and its later children write, and lets them leave no memory images. Linux only.</summary>
    public static void LimitFiles(int pid, long bytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        _ = SetLimit(pid, FileSize, [(ulong)bytes, (ulong)bytes], IntPtr.Zero);
        _ = SetLimit(pid, CoreFile, [0, 0], IntPtr.Zero);
    }

    /// <returns>Whether there is something to read, or the end of it, before the limit.</returns>
    public static bool WaitForInput(SafeHandle handle, TimeSpan limit)
    {
        var wanted = new PollEntry { Handle = (int)handle.DangerousGetHandle(), Events = Readable };
        return Poll(ref wanted, 1, (int)limit.TotalMilliseconds) > 0;
    }

    /// <summary>Opens a file to read without waiting: a named pipe would otherwise wait for its writer for ever.</summary>
    /// <exception cref="Win32Exception">It can't be opened.</exception>
    public static SafeFileHandle OpenWithoutWaiting(string path)
    {
        var handle = Open(path, OperatingSystem.IsLinux() ? NonBlockingLinux : NonBlockingMac);
        return handle >= 0 ? new(handle, ownsHandle: true) : throw new Win32Exception();
    }

    /// <summary>Leaves the terminal's session, unless this process already leads its own.</summary>
    public static void LeaveSession() => _ = SetSession();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int pid, int signal);

    [DllImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    private static extern int SetLimit(int pid, int what, ulong[] softAndHard, IntPtr old);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static extern int Poll(ref PollEntry entry, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static extern int WaitForChild(int pid, out int status, int options);

    [DllImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static extern int SetSession();

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Handle;
        public short Events;
        public short Returned;
    }
}

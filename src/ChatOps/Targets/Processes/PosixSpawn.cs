using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ChatOps.Targets.Processes;

/// <summary>
/// Starts a process whose output goes straight to a file: unlike a pipe, that does not break when the starter dies.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class PosixSpawn
{
    // Larger than these opaque structures are anywhere.
    private const int StructSize = 1024;
    private const int WriteAppendLinux = 0x401;
    private const int WriteAppendMac = 0x9;
    private static readonly int[] Signals = [1, 2, 3, 13, 15];

    public static int Start(Launch launch)
    {
        using var memory = new NativeMemoryScope();
        var actions = memory.Zeroed(StructSize);
        var attributes = memory.Zeroed(StructSize);
        var signals = memory.Zeroed(StructSize);
        Check(SpawnCalls.InitActions(actions));
        Check(SpawnCalls.InitAttributes(attributes));
        try
        {
            var append = OperatingSystem.IsLinux() ? WriteAppendLinux : WriteAppendMac;
            Check(SpawnCalls.AddOpen(actions, 0, "/dev/null", 0, 0));
            if (launch.Pipe is { } pipe) Check(SpawnCalls.AddDuplicate(actions, (int)pipe.DangerousGetHandle(), 1));
            else Check(SpawnCalls.AddOpen(actions, 1, launch.Output ?? "/dev/null", append, 0));
            Check(SpawnCalls.AddDuplicate(actions, 1, 2));
            Check(SpawnCalls.AddChangeFolder(actions, launch.Folder));
            CloseTheRest(actions);

            Check(SpawnCalls.EmptySignals(signals));
            Check(SpawnCalls.SetMask(attributes, signals));
            foreach (var signal in Signals) Check(SpawnCalls.AddSignal(signals, signal));
            Check(SpawnCalls.SetDefaults(attributes, signals));
            Check(SpawnCalls.SetFlags(attributes, Flags()));

            var arguments = memory.Texts(launch.Words);
            var environment = memory.Texts(launch.Environment.Select(e => $"{e.Key}={e.Value}"));
            Check(SpawnCalls.Spawn(out var pid, launch.Words[0], actions, attributes, arguments, environment));
            return pid;
        }
        finally
        {
            _ = SpawnCalls.DestroyActions(actions);
            _ = SpawnCalls.DestroyAttributes(attributes);
        }
    }

    // Default signals, an empty mask, a session of its own; on macOS also: inherit nothing that is not named here.
    private static short Flags() => OperatingSystem.IsMacOS() ? (short)(0x04 | 0x08 | 0x0400 | 0x4000) : (short)(0x04 | 0x08 | 0x80);

    private static void CloseTheRest(IntPtr actions)
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), SpawnCalls.CloseFromName, out _)) return;
        Check(SpawnCalls.AddCloseFrom(actions, 3));
    }

    private static void Check(int error)
    {
        if (error != 0) throw new Win32Exception(error);
    }
}

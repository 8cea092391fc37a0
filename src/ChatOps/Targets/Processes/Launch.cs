using System.ComponentModel;
using Microsoft.Win32.SafeHandles;

namespace ChatOps.Targets.Processes;

/// <summary>A process to start: its own session, no terminal, no inherited handles, output into a file that outlives the starter.</summary>
/// <param name="Words">The program and its arguments.</param>
/// <param name="Environment">All of it; nothing is inherited.</param>
/// <param name="Output">Receives both output streams; null discards them.</param>
internal sealed record Launch(
    IReadOnlyList<string> Words,
    string Folder,
    IReadOnlyDictionary<string, string> Environment,
    string? Output)
{
    /// <summary>The writing end of a pipe that receives both output streams in place of the file; it stays the caller's.</summary>
    public SafePipeHandle? Pipe { get; init; }

    /// <exception cref="Win32Exception">It can't be started; the message says why.</exception>
    public RunningProcess Start()
    {
        if (Output is not null) File.AppendAllText(Output, "");
        var pid = OperatingSystem.IsWindows() ? WindowsStart.Start(this) : PosixSpawn.Start(this);
        return new(ProcessIdentity.Of(pid) ?? new(pid, "ended"));
    }
}

using System.ComponentModel;
using ChatOps.Artifacts.Unpacking;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>What people are told of an exception. Its own message may name folders of this machine, and goes to the log only.</summary>
internal static class FailureWords
{
    private const int NoSpaceUnix = 28;
    private const int NoSpaceWindows = unchecked((int)0x80070070);

    public static string For(Exception e) => e switch
    {
        ArtifactRefusedException => e.Message,
        IOException { HResult: NoSpaceUnix or NoSpaceWindows } => "There is no room left on the disk.",
        UnauthorizedAccessException => "The bot's account may not write to the environment's folder.",
        Win32Exception => $"The release's command can't be started: {e.Message}.",
        IOException => "The disk refused to read or write; the agent's log has the details.",
        _ => $"The step could not be carried out ({e.GetType().Name}); the agent's log has the details.",
    };
}

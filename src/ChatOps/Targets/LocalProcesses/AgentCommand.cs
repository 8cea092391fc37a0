using System.Runtime.InteropServices;
using System.Text.Json;
using ChatOps.Targets.LocalProcesses.Agents;
using ChatOps.Targets.Processes;

namespace ChatOps.Targets.LocalProcesses;

/// <summary>The command <c>agent --folder …</c>: an environment's agent. The bot starts it; people have no need to.</summary>
public static class AgentCommand
{
    public const string Name = "agent";
    internal const int NotAlone = 3;
    private const int WrongWords = 2;
    private const int Broken = 4;

    /// <param name="args">All words of the command line, <see cref="Name"/> among them.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (args is not [Name, "--folder", { Length: > 0 } path]) return WrongWords;
        var folder = new AgentFolder(path);
        if (!File.Exists(folder.Settings)) return WrongWords;
        using var alone = AgentLock.TryTake(folder);
        if (alone is null) return NotAlone;

        if (!OperatingSystem.IsWindows()) LibC.LeaveSession();
        var log = new AgentLog(folder.Log, TimeProvider.System);
        try
        {
            var settings = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(folder.Settings), AgentJson.Default.AgentSettings)!;
            var agent = new Agent(folder, settings, log, TimeProvider.System);
            using var interrupt = Ignore(PosixSignal.SIGINT);
            using var hangup = Ignore(PosixSignal.SIGHUP);
            using var quit = Ignore(PosixSignal.SIGQUIT);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
            {
                signal.Cancel = true;
                agent.End(AgentEnd.Left);
            });
            await agent.Run();
            return 0;
        }
        catch (Exception e)
        {
            log.Write($"The agent could not go on: {e}");
            return Broken;
        }
    }

    private static PosixSignalRegistration Ignore(PosixSignal signal) => PosixSignalRegistration.Create(signal, s => s.Cancel = true);
}

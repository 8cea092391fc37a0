using ChatOps.Targets.Processes;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>The agent is this very program, started in another way.</summary>
internal static class AgentProgram
{
    /// <summary>Names the compiled program: another build's agent is asked to leave.</summary>
    public static string Build { get; } = typeof(AgentProgram).Module.ModuleVersionId.ToString("N");

    public static Launch LaunchFor(AgentFolder folder)
    {
        var environment = CleanEnvironment.Copy();

        // It waits far more than it works: the collector that takes less memory is the right one.
        environment["DOTNET_gcServer"] = "0";
        return new([.. Program(), AgentCommand.Name, "--folder", folder.Root], folder.Root, environment, Output: null);
    }

    private static string[] Program()
    {
        var assembly = typeof(AgentProgram).Assembly.Location;
        if (assembly.Length > 0 && DotNetHost.Path is { } dotnet && File.Exists(Path.ChangeExtension(assembly, ".runtimeconfig.json"))) return [dotnet, assembly];
        return [Environment.ProcessPath ?? throw new InvalidOperationException("The program does not know its own file.")];
    }
}

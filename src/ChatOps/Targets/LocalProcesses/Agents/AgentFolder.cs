namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>The names of everything in an environment's folder.</summary>
internal sealed class AgentFolder
{
    public const string EndpointName = "agent.endpoint.json";

    public AgentFolder(string root) => Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    public string Root { get; }

    public string Settings => Path.Combine(Root, "agent.json");

    public string Endpoint => Path.Combine(Root, EndpointName);

    public string Lock => Path.Combine(Root, "agent.lock");

    public string Log => Path.Combine(Root, "agent.log");

    public string State => Path.Combine(Root, "state.json");

    public string Releases => Path.Combine(Root, "releases");

    public string ReleaseOf(Instance instance) => Path.Combine(Releases, instance.FolderName);

    public string LogOf(long token) => Path.Combine(Root, "logs", $"{token}.log");

    public void Create()
    {
        foreach (var folder in new[] { Root, Releases, Path.Combine(Root, "logs") })
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

namespace ChatOps.Targets.LocalProcesses;

/// <summary>An environment whose releases run as processes of this machine.</summary>
/// <param name="Folder">The environment's own folder; nothing else may live in it.</param>
/// <param name="Port">Where the environment is served, on the loopback interface.</param>
/// <param name="Command">How a release is started, word by word, in its unpacked folder. <c>{port}</c> stands for the instance's own port.</param>
public sealed record LocalProcessTargetOptions(string Folder, string Project, string Environment, int Port, IReadOnlyList<string> Command)
{
    /// <summary>Answers 200 when an instance is healthy.</summary>
    public string HealthPath { get; init; } = "/health";

    /// <summary>Answers JSON with <c>run</c> and <c>digest</c>.</summary>
    public string VersionPath { get; init; } = "/version";

    /// <summary>How long a new instance may take to become healthy.</summary>
    public TimeSpan HealthTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long requests in flight may take to finish before their instance is stopped.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an instance may take to stop before it is ended by force.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);
}

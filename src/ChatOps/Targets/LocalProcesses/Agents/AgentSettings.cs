using System.Text.Json;
using ChatOps.Domain.Releases;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>What the bot tells an environment's agent, in <c>agent.json</c>.</summary>
internal sealed record AgentSettings(
    string Project,
    string Environment,
    int Port,
    IReadOnlyList<string> Command,
    string HealthPath,
    string VersionPath,
    TimeSpan HealthTimeout,
    TimeSpan DrainTimeout,
    TimeSpan StopTimeout)
{
    /// <exception cref="ArgumentException">The options say nothing that could be started.</exception>
    public static AgentSettings From(LocalProcessTargetOptions o) => o is not { Command.Count: > 0, Port: > 0 and < 65536 }
        ? throw new ArgumentException("An environment of local processes needs a port and a command.", nameof(o))
        : new(o.Project, o.Environment, o.Port, o.Command, o.HealthPath, o.VersionPath, o.HealthTimeout, o.DrainTimeout, o.StopTimeout);

    /// <summary>Two settings with one fingerprint are the same; an agent with another one is asked to leave.</summary>
    public string Fingerprint() => Digest.Of(JsonSerializer.SerializeToUtf8Bytes(this, AgentJson.Default.AgentSettings)).Short;
}

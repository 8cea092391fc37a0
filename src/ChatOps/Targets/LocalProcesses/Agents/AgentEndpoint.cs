using ChatOps.Targets.Processes;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>Where a running agent is reached. The file that holds it is readable by its owner only: it carries the secret.</summary>
/// <param name="Build">Names the program that the agent runs.</param>
/// <param name="Settings">The fingerprint of the settings it was started with.</param>
internal sealed record AgentEndpoint(Uri Url, string Secret, ProcessIdentity Process, string Build, string Settings);

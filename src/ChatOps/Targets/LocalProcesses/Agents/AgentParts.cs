using ChatOps.Targets.LocalProcesses.Forwarding;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>What the steps work with.</summary>
internal sealed record AgentParts(
    AgentFolder Folder,
    AgentSettings Settings,
    StateFile State,
    Services Services,
    Traffic Traffic,
    FrontDoor FrontDoor,
    HttpClient Client,
    AgentLog Log,
    TimeProvider Time);

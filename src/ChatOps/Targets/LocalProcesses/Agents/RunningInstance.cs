using ChatOps.Targets.LocalProcesses.Forwarding;
using ChatOps.Targets.Processes;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>An instance with a process.</summary>
internal sealed record RunningInstance(long Token, RunningProcess Process, Backend Backend);

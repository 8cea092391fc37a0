using ChatOps.Domain.Releases;
using ChatOps.Targets.Processes;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>A release laid out by one attempt, running or not.</summary>
/// <param name="File">The artifact in the store, in case it must be laid out again.</param>
/// <param name="FolderName">Within the releases' folder.</param>
/// <param name="Port">Where its process listens; 0 if it was never started.</param>
/// <param name="Switch">Set once this attempt has taken the traffic.</param>
internal sealed record Instance(
    long Token,
    long CiRun,
    string Version,
    Artifact Artifact,
    string File,
    string FolderName,
    int Port = 0,
    ProcessIdentity? Process = null,
    TrafficSwitch? Switch = null)
{
    public static Instance From(StepOrder o) =>
        new(o.Token, o.CiRun, o.Version, o.Artifact, o.File, $"{o.Token}-{o.Artifact.Digest.Short}");

    public bool IsOf(StepOrder order) => order.CiRun == CiRun && order.Artifact.Digest == Artifact.Digest;
}

/// <param name="From">The token that had the traffic before; null if nothing served.</param>
internal sealed record TrafficSwitch(long? From);

using ChatOps.Artifacts.Unpacking;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>Brings an instance back that was there before: its folder from the artifact if need be, and its process.</summary>
internal static class Bring
{
    public static async Task<RunningInstance?> Back(AgentParts agent, CancellationToken ct)
    {
        if (agent.State.Now.Find(agent.State.Now.Serving) is { } serving) await LayOut(agent, serving, ct);
        return await agent.Services.EnsureServing(ct);
    }

    /// <exception cref="ArtifactRefusedException">Its folder is gone, and so is its artifact.</exception>
    public static async Task LayOut(AgentParts agent, Instance instance, CancellationToken ct)
    {
        var folder = agent.Folder.ReleaseOf(instance);
        if (!Directory.Exists(folder)) await ArtifactUnpacker.Unpack(instance.File, instance.Artifact, folder, UnpackLimits.Default, ct);
    }
}

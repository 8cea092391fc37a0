using ChatOps.Artifacts.Unpacking;
using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Steps;

/// <summary>Lays the artifact out. A port that can't be had is told now, before anything was begun.</summary>
internal static class Prepare
{
    private static readonly TimeSpan PortPatience = TimeSpan.FromSeconds(3);

    public static async Task<StepOutcome> Run(StepOrder order, AgentParts agent, CancellationToken ct)
    {
        if (await agent.FrontDoor.Open(PortPatience, ct) is { } refusal) return StepOutcome.Failed(refusal);
        var instance = Instance.From(order);
        await ArtifactUnpacker.Unpack(order.File, order.Artifact, agent.Folder.ReleaseOf(instance), UnpackLimits.Default, ct);
        agent.State.Change(s => s.With(instance));
        return StepOutcome.Done($"Laid out {order.Artifact.Digest.Short}…");
    }
}

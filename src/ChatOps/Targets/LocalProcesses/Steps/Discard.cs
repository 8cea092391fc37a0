using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Steps;

/// <summary>Removes the new instance. What has the traffic is never discarded.</summary>
internal static class Discard
{
    public static async Task<StepOutcome> Run(StepOrder order, AgentParts agent, CancellationToken ct)
    {
        if (agent.State.Now.Serving == order.Token)
            return StepOutcome.Failed($"Run {order.CiRun} has the traffic, so it was not stopped.");
        if (agent.State.Now.Find(order.Token) is not { } instance) return StepOutcome.Done("There was nothing to remove");
        await agent.Services.Stop(order.Token, agent.Settings.DrainTimeout, ct);
        Folders.Remove(instance, agent);
        return StepOutcome.Done($"Run {order.CiRun} was removed");
    }
}

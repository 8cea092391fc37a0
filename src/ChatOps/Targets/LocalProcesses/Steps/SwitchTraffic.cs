using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Steps;

/// <summary>One write to the record, then one to memory: requests that have begun finish where they are.</summary>
internal static class SwitchTraffic
{
    private static readonly TimeSpan PortPatience = TimeSpan.FromSeconds(3);

    public static async Task<StepOutcome> Run(StepOrder order, AgentParts agent, CancellationToken ct)
    {
        if (!agent.Services.IsRunning(order.Token))
            return StepOutcome.Failed("The new instance ended before it had the traffic.", Step.LastLines(agent, order.Token));
        if (await agent.FrontDoor.Open(PortPatience, ct) is { } refusal) return StepOutcome.Failed(refusal);

        agent.State.Change(s => s.Serving == order.Token || s.Find(order.Token) is not { } instance
            ? s
            : s.With(instance with { Switch = new(s.Serving) }) with { Serving = order.Token });
        await agent.Services.EnsureServing(ct);
        return StepOutcome.Done($"Port {agent.Settings.Port} serves run {order.CiRun}");
    }
}

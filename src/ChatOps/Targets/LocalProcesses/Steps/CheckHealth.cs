using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Steps;

internal static class CheckHealth
{
    public static async Task<StepOutcome> Run(StepOrder order, AgentParts agent, CancellationToken ct)
    {
        if (agent.Services.Find(order.Token) is not { } service)
            return StepOutcome.Failed("The new instance is not running any more.", Step.LastLines(agent, order.Token));
        return await Health.Wait(service, agent, ct) is { } refusal
            ? StepOutcome.Failed(refusal, Step.LastLines(agent, order.Token))
            : StepOutcome.Done("Healthy");
    }
}

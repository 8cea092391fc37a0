using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Steps;

internal static class Start
{
    public static async Task<StepOutcome> Run(StepOrder order, AgentParts agent, CancellationToken ct)
    {
        if (agent.State.Now.Find(order.Token) is not { } instance || !Directory.Exists(agent.Folder.ReleaseOf(instance))) return Step.NotLaidOut;
        var service = await agent.Services.Start(order.Token, ct);
        return StepOutcome.Done($"Started as process {service.Process.Identity.Pid}");
    }
}

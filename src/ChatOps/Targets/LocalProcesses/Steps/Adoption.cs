using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Steps;

/// <summary>Not a step of a deployment: what should serve is made to serve.</summary>
internal static class Adoption
{
    private static readonly TimeSpan PortPatience = TimeSpan.FromSeconds(5);

    public static async Task<StepOutcome> Run(AgentParts agent, CancellationToken ct)
    {
        if (agent.State.Now.Find(agent.State.Now.Serving) is not { } instance) return StepOutcome.Done("Nothing is meant to serve");
        if (await agent.FrontDoor.Open(PortPatience, ct) is { } refusal) return StepOutcome.Failed(refusal);
        try
        {
            var service = await Bring.Back(agent, ct);
            return service is null || await Health.Wait(service, agent, ct) is not { } unwell
                ? StepOutcome.Done($"Run {instance.CiRun} serves")
                : StepOutcome.Failed($"Run {instance.CiRun} does not come back: {unwell}", Step.LastLines(agent, instance.Token));
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            agent.Log.Write(e.ToString());
            return StepOutcome.Failed(FailureWords.For(e));
        }
    }
}

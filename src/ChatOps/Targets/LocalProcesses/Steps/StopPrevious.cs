using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Steps;

/// <summary>Stops all but what serves, leftovers of lost attempts too, and keeps the last folders for a quick way back.</summary>
internal static class StopPrevious
{
    private const int Kept = 3;

    public static async Task<StepOutcome> Run(StepOrder order, AgentParts agent, CancellationToken ct)
    {
        if (agent.State.Now.Serving != order.Token)
            return StepOutcome.Failed($"Run {order.CiRun} does not have the traffic, so nothing was stopped.");

        var cut = 0;
        foreach (var old in agent.State.Now.Instances.Where(i => i.Token != order.Token))
            cut += await agent.Services.Stop(old.Token, agent.Settings.DrainTimeout, ct);
        foreach (var old in agent.State.Now.Instances.Where(i => i.Token != order.Token).SkipLast(Kept - 1).ToList()) Folders.Remove(old, agent);
        return StepOutcome.Done(cut == 0
            ? "The one before has stopped"
            : $"The one before has stopped; {cut} requests were not finished after {agent.Settings.DrainTimeout.TotalSeconds:0.#} s and were cut off");
    }
}

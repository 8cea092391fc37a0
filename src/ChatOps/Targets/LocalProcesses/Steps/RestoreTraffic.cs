using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Steps;

/// <summary>Sends the traffic back to what served before this attempt, started again if it does not run any more.</summary>
internal static class RestoreTraffic
{
    public static async Task<StepOutcome> Run(StepOrder order, AgentParts agent, CancellationToken ct)
    {
        var state = agent.State.Now;
        if (state.Serving != order.Token) return StepOutcome.Done("The traffic had not moved");
        var before = state.Find(state.Find(order.Token)?.Switch?.From);
        if (before is null && state.Find(order.Token)?.Switch?.From is not null)
            return StepOutcome.Failed("What served before is not kept here any more, so the traffic was left where it is.");

        if (before is not null && await Ready(before, agent, ct) is { } refusal)
            return StepOutcome.Failed($"Run {before.CiRun}, which served before, did not come back: {refusal}", Step.LastLines(agent, before.Token));

        agent.State.Change(s => s with { Serving = before?.Token });
        if (before is null) agent.Traffic.SendTo(null);
        else await agent.Services.EnsureServing(ct);
        return StepOutcome.Done(before is null ? "Nothing served before, and nothing serves now" : $"Run {before.CiRun} serves again");
    }

    private static async Task<string?> Ready(Instance before, AgentParts agent, CancellationToken ct)
    {
        if (agent.Services.IsRunning(before.Token)) return null;
        await Bring.LayOut(agent, before, ct);
        return await Health.Wait(await agent.Services.Start(before.Token, ct), agent, ct);
    }
}

using ChatOps.Domain.Strategies;
using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Steps;

/// <summary>Which step does what. Each may be done again after a crash in its middle.</summary>
internal static class Step
{
    public static Task<StepOutcome> Run(StepOrder order, AgentParts agent, CancellationToken ct) => order.Step switch
    {
        StepKind.Prepare => Prepare.Run(order, agent, ct),
        StepKind.Start => Start.Run(order, agent, ct),
        StepKind.CheckHealth => CheckHealth.Run(order, agent, ct),
        StepKind.SwitchTraffic => SwitchTraffic.Run(order, agent, ct),
        StepKind.VerifyServed => VerifyServed.Run(order, agent, ct),
        StepKind.StopPrevious => StopPrevious.Run(order, agent, ct),
        StepKind.RestoreTraffic => RestoreTraffic.Run(order, agent, ct),
        StepKind.Discard => Discard.Run(order, agent, ct),
        _ => Task.FromResult(StepOutcome.Failed($"This target has no step “{order.Step}”.")),
    };

    public static StepOutcome NotLaidOut { get; } = StepOutcome.Failed("The release is not laid out here; it must be prepared first.");

    public static string LastLines(AgentParts agent, long token) =>
        agent.State.Now.Find(token) is { } instance
            ? OutputFile.LastLines(agent.Folder.LogOf(token), 20, agent.Folder.ReleaseOf(instance))
            : "";
}

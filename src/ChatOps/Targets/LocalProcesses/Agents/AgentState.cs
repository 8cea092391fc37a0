using ChatOps.Domain.Strategies;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>All that an agent must know again after its own death.</summary>
/// <param name="HighestToken">Orders with a lower one are refused.</param>
/// <param name="Steps">The steps of the highest token. Older ones can't be asked for any more.</param>
/// <param name="Serving">The token of the instance that has the traffic.</param>
internal sealed record AgentState(
    long HighestToken,
    IReadOnlyList<StepRecord> Steps,
    IReadOnlyList<Instance> Instances,
    long? Serving)
{
    public static AgentState Empty { get; } = new(0, [], [], null);

    public Instance? Find(long? token) => Instances.FirstOrDefault(i => i.Token == token);

    public StepRecord? Find(long token, StepKind step) => Steps.FirstOrDefault(s => s.Token == token && s.Step == step);

    public AgentState Saw(long token) => token <= HighestToken ? this : this with { HighestToken = token, Steps = [] };

    public AgentState With(Instance instance) =>
        this with { Instances = [.. Instances.Where(i => i.Token != instance.Token).Append(instance).OrderBy(i => i.Token)] };

    public AgentState Without(long token) => this with { Instances = [.. Instances.Where(i => i.Token != token)] };

    /// <summary>Keeps a step's record, unless a newer token has been seen since.</summary>
    public AgentState With(StepRecord step) => step.Token < HighestToken
        ? this
        : this with { Steps = [.. Steps.Where(s => s.Step != step.Step).Append(step)] };
}

/// <param name="Outcome">Null while it is carried out, and after a crash in the middle.</param>
internal sealed record StepRecord(long Token, StepKind Step, DateTimeOffset BegunAt, DateTimeOffset? EndedAt, StepOutcome? Outcome);

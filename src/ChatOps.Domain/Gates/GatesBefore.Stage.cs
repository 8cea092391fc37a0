using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Gates;

/// <summary>The gates in front of a pipeline's stages: the same questions as in front of environments.</summary>
public static partial class GatesBefore
{
    public static IReadOnlyList<GateResult> Stage(StageGates gates, StageFacts facts, DateTimeOffset now)
    {
        var results = new List<GateResult>();
        if (gates.Branches is { Count: > 0 } branches) results.Add(Gate.Branch(facts.Branch, branches));
        if (facts.Ci is { } ci) results.AddRange(Gate.Age(ci, gates.MinAge, gates.MaxAge, now));
        else if (gates.MinAge is not null || gates.MaxAge is not null) results.Add(new("release age", Verdict.Waiting, "there is no release yet"));
        if (gates.MaxCommits is { } most) results.Add(Gate.ChangeSize(facts.Request?.Commits, most));
        if (gates.WaitFor is { } wait) results.Add(Gate.WaitTimer(facts.Request?.RequestedAt, wait, now));
        if (gates.Windows is { Count: > 0 } windows && Gate.Window(new("the stage", [], Approval: null) { Windows = windows }, now) is { } window) results.Add(window);
        results.AddRange((gates.Http ?? []).Select(http => Gate.Outside(http.Name, facts.Request?.Outside)));
        return results;
    }

    /// <summary>Of the stages in front of a deployment that nobody asked for yet.</summary>
    public static IReadOnlyList<GateResult> Stages(IEnumerable<PlannedStage> planned, CiRun ci, DateTimeOffset now) =>
    [
        .. planned.Select(p => p.Stage.Gates is { } gates && p.Part == StagePart.Before && p.Stage.When?.WhyNot(ci.Branch, ci.Version, changed: null, []) is null
            ? OfStage(p.Stage.Name, Stage(gates, new(ci.Branch, ci, Request: null), now)) : []).SelectMany(results => results),
    ];

    /// <summary>Beside those of other stages and of the environment: with the stage's name.</summary>
    internal static IEnumerable<GateResult> OfStage(string stage, IEnumerable<GateResult> gates) => gates.Select(g => g with { Gate = $"{g.Gate} of {stage}" });
}

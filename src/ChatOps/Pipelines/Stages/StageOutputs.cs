using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Pipelines.Scripts;

namespace ChatOps.Pipelines.Stages;

/// <summary>The files that stages hand on.</summary>
public sealed class StageOutputs(ScriptRunner scripts)
{
    /// <summary>What the passed stages of this part made.</summary>
    public IReadOnlyList<MadeFile> Of(PipelineRun run, StagePart part) => [.. run.Stages
        .Where(s => s.Part == part && s is { Kind: StageKind.Script, State: StageState.Passed })
        .SelectMany(s => Files(run, s))];

    /// <summary>What the stages that this one needs made, near and far.</summary>
    public IReadOnlyList<MadeFile> Before(StageOrder order)
    {
        var planned = order.Run.Definition.Planned.ToDictionary(p => p.Stage.Name, p => p.Stage, StringComparer.OrdinalIgnoreCase);
        var needed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<string>(order.Stage.Needs);
        while (open.TryDequeue(out var name))
        {
            if (!planned.TryGetValue(name, out var stage) || !needed.Add(name)) continue;
            foreach (var further in stage.Needs) open.Enqueue(further);
        }

        return [.. order.Run.Stages.Where(s => needed.Contains(s.Name) && s is { Kind: StageKind.Script, State: StageState.Passed }).SelectMany(s => Files(order.Run, s))
            .DistinctBy(f => f.Name)];
    }

    private IEnumerable<MadeFile> Files(PipelineRun run, StageRun stage) =>
        scripts.Ask(new ScriptKey(run.Id, stage.Name, stage.Try)) is ScriptState.Ended { End: var end } ? end.Files.Select(f => new MadeFile(Path.GetFileName(f.Name), f.Path)) : [];
}

using ChatOps.Artifacts;
using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;
using ChatOps.Pipelines.Scripts;

namespace ChatOps.Pipelines.Stages;

/// <summary>The files that stages hand on.</summary>
public sealed class StageOutputs(ScriptRunner scripts, CiOutputs ci, ArtifactStore store)
{
    /// <summary>What the passed stages of this part made.</summary>
    public IReadOnlyList<MadeFile> Of(PipelineRun run, StagePart part) => [.. run.Stages
        .Where(s => s.Part == part && s is { Kind: StageKind.Script, State: StageState.Passed })
        .SelectMany(s => Files(run, s))];

    /// <summary>What the commands that this stage needs made, near and far.</summary>
    public IReadOnlyList<MadeFile> FilesBefore(StageOrder order) => [.. Before(order, StageKind.Script).SelectMany(b => Files(order.Run, b.Run))];

    /// <summary>What the runs of CI that this stage needs left, near and far; in the store.</summary>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    /// <exception cref="ArtifactMissingException">The source has it no more.</exception>
    /// <exception cref="ArtifactException">It can't be had.</exception>
    public async Task<IReadOnlyList<Artifact>> ArtifactsBefore(StageOrder order, CancellationToken ct)
    {
        var all = new List<Artifact>();
        foreach (var (stage, definition) in Before(order, StageKind.CiWork, StageKind.SmokeTest))
            if (definition.Ci is { } asked) all.AddRange(await ci.Of(order.Run, stage, asked, ct));
        return all;
    }

    /// <summary>Both; of two with one name the first.</summary>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    /// <exception cref="ArtifactMissingException">The source has it no more.</exception>
    /// <exception cref="ArtifactException">It can't be had.</exception>
    public async Task<IReadOnlyList<MadeFile>> AllBefore(StageOrder order, CancellationToken ct)
    {
        var all = FilesBefore(order).ToList();
        foreach (var artifact in await ArtifactsBefore(order, ct)) all.Add(new(artifact.Name, await store.PathOf(artifact, ct)));
        return [.. all.DistinctBy(f => f.Name)];
    }

    private static IReadOnlyList<(StageRun Run, StageDefinition Definition)> Before(StageOrder order, params StageKind[] kinds)
    {
        var planned = order.Run.Definition.Planned.ToDictionary(p => p.Stage.Name, p => p.Stage, StringComparer.OrdinalIgnoreCase);
        var needed = PipelineGraph.NeededBy(order.Stage, [.. planned.Values]);
        return [.. order.Run.Stages.Where(s => s is { Part: not null, State: StageState.Passed } && needed.Contains(s.Name) && kinds.Contains(s.Kind)).Select(s => (s, planned[s.Name]))];
    }

    private IEnumerable<MadeFile> Files(PipelineRun run, StageRun stage) =>
        scripts.Ask(new ScriptKey(run.Id, stage.Name, stage.Try)) is ScriptState.Ended { End: var end } ? end.Files.Select(f => new MadeFile(Path.GetFileName(f.Name), f.Path)) : [];
}

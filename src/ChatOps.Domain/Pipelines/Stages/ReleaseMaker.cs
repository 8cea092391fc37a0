namespace ChatOps.Domain.Pipelines.Stages;

/// <summary>Which stage makes the release where CI takes none from outside: the one that starts the workflow whose runs are releases.</summary>
public static class ReleaseMaker
{
    /// <param name="workflow">Null: the runs of every workflow are.</param>
    /// <returns>Null: the pipeline makes none.</returns>
    public static StageDefinition? In(PipelineGraph graph, string? workflow) => Source(graph).FirstOrDefault(s => Starts(s, workflow));

    /// <param name="workflow">Null: the runs of every workflow are releases.</param>
    /// <returns>What is wrong with the stages that make the release, with the stage's name; null if nothing is, or if none makes one.</returns>
    public static (string Stage, string Words)? Fault(PipelineGraph graph, string? workflow)
    {
        var source = Source(graph);
        if (source.Count == 0) return null;
        if (source.Find(s => s.Script is { Outputs.Count: > 0 }) is { } hands)
            return (hands.Name, "makes the release, and CI builds it: let a workflow make the files, and take its Outputs out");
        var makers = source.FindAll(s => Starts(s, workflow));
        if (makers.Count == 0) return (source[0].Name, $"makes no release: a stage of the kind Ci must start {workflow ?? "the workflow that builds"}, or the pipeline begins with a deployment");
        if (makers.Count > 1) return (makers[1].Name, $"makes a release, and so does {makers[0].Name}; {(workflow is null ? "name the workflow whose runs are releases" : "one run can be the release")}");
        // Its run is of the branch's newest commit, whichever that is by then: what looks at the files must look at the same.
        return source.Find(s => s != makers[0] && (s.Script is not null || s.Ci is not null) && !PipelineGraph.NeededBy(s, graph.Stages).Contains(makers[0].Name)) is { } early
            ? (early.Name, $"must need {makers[0].Name}: only then is it known which commit the release is made of")
            : null;
    }

    private static List<StageDefinition> Source(PipelineGraph graph) => graph.FirstDeployment is null ? [] :
        [.. graph.Stages.Where(s => s.Kind != StageKind.Deploy && graph.PartOf(s) == StagePart.Source)];

    private static bool Starts(StageDefinition stage, string? workflow) =>
        stage is { Kind: StageKind.CiWork, Ci: { } ci } && (workflow is null || string.Equals(ci.Workflow, workflow, StringComparison.OrdinalIgnoreCase));
}

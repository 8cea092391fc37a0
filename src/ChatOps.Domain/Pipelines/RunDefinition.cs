using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Projects;

namespace ChatOps.Domain.Pipelines;

/// <summary>What a run captures when it starts: later edits of the settings don't change it.</summary>
public sealed record RunDefinition(IReadOnlyList<string> CiStages, string? Artifact, long MaxArtifactBytes, EnvironmentPolicy Environment, IReadOnlyList<string>? EvidenceFiles = null)
{
    /// <summary>The pipeline's own stages in this run.</summary>
    public IReadOnlyList<PlannedStage> Planned { get; init; } = [];

    /// <summary>Its stages are in the project's repository and were not read yet.</summary>
    public bool AwaitsStages { get; init; }

    /// <summary>The stage whose CI run becomes the release; null: what the stages hand on becomes one, or the release was there before.</summary>
    public string? MadeBy { get; init; }

    /// <summary>With <see cref="AwaitsStages"/>: the release goes on to the environments that follow there.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Where its stages were read; null: in the settings.</summary>
    public PipelineFile? StagesFrom { get; init; }

    /// <summary>Where the release goes by itself once it has passed this environment: a run that began at the source goes all the way.</summary>
    public IReadOnlyList<string> Following { get; init; } = [];

    /// <summary>Where it goes on to by itself once it has succeeded; null in runs that began before there was such a thing.</summary>
    public IReadOnlyList<AutomaticPromotion>? GoesOnTo { get; init; }

    public static RunDefinition Of(Project project, EnvironmentPolicy environment) =>
        new(project.CiStages, project.Artifact, project.MaxArtifactBytes, environment, project.EvidenceFiles) { GoesOnTo = AutomaticPromotion.After(project, environment) };

    /// <param name="fromSource">The run makes its release.</param>
    /// <param name="goesOn">The release goes on to the environments that follow.</param>
    public static RunDefinition Of(Project project, EnvironmentPolicy environment, bool fromSource, bool goesOn) => project.IsPipelineInRepository
        ? Of(project, environment) with { AwaitsStages = true, GoesOn = goesOn }
        : Of(project, environment).With(project, project.Graph, fromSource, goesOn);

    internal RunDefinition With(Project project, PipelineGraph graph, bool fromSource, bool goesOn) => this with
    {
        Planned = graph.For(Environment.Name, fromSource),
        Following = goesOn ? graph.Following(Environment.Name) : [],
        AwaitsStages = false,
        MadeBy = fromSource && project.IsBuiltByCi ? ReleaseMaker.In(graph, project.CiWorkflow)?.Name : null,
    };

    internal StageDefinition Definition(string stage) => Planned.First(p => p.Stage.Name == stage).Stage;

    /// <summary>Names this definition of the pipeline, so that another is another decision.</summary>
    internal string Digest
    {
        get
        {
            var text = new CanonicalText().Add(CiStages.Count);
            foreach (var stage in CiStages) text.Add(stage);
            text.Add(Planned.Count);
            foreach (var planned in Planned) text.Add((long)planned.Part).Add(planned.Stage);
            return text.Add(StagesFrom?.ToString()).Add(Artifact).Add(MaxArtifactBytes).Hash().Hex;
        }
    }

    internal IReadOnlyList<StageRun> Stages(RunKind kind)
    {
        var stages = new List<StageRun>();
        if (kind == RunKind.Deploy)
        {
            stages.Add(new("source", StageKind.Source, StageState.Waiting));
            stages.AddRange(Of(StagePart.Source));
            // A stage that makes the release here is the job of that name: it has one line.
            stages.AddRange(CiStages.Where(name => !stages.Exists(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)))
                .Select(name => new StageRun(name, StageKind.Ci, StageState.Waiting)));
        }

        stages.Add(new("artifacts", StageKind.Artifacts, StageState.Waiting));
        stages.AddRange(Of(StagePart.Before));
        stages.Add(new($"deploy to {Environment.Name}", StageKind.Deploy, StageState.Waiting));
        stages.Add(new("verify", StageKind.Verify, StageState.Waiting));
        stages.AddRange(Of(StagePart.After));
        return stages;
    }

    private IEnumerable<StageRun> Of(StagePart part) =>
        Planned.Where(p => p.Part == part).Select(p => new StageRun(p.Stage.Name, p.Stage.Kind, StageState.Waiting, Part: part));
}

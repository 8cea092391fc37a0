using ChatOps.Domain.Audit;
using ChatOps.Domain.Projects;

namespace ChatOps.Domain.Pipelines;

/// <summary>What a run captures when it starts: later edits of the settings don't change it.</summary>
public sealed record RunDefinition(IReadOnlyList<string> CiStages, string? Artifact, long MaxArtifactBytes, EnvironmentPolicy Environment)
{
    public static RunDefinition Of(Project project, EnvironmentPolicy environment) =>
        new(project.CiStages, project.Artifact, project.MaxArtifactBytes, environment);

    /// <summary>Names this definition of the pipeline, so that another is another decision.</summary>
    internal string Digest
    {
        get
        {
            var text = new CanonicalText().Add(CiStages.Count);
            foreach (var stage in CiStages) text.Add(stage);
            return text.Add(Artifact).Add(MaxArtifactBytes).Hash().Hex;
        }
    }

    internal IReadOnlyList<StageRun> Stages(RunKind kind)
    {
        var stages = new List<StageRun>();
        if (kind == RunKind.Deploy)
        {
            stages.Add(new("source", StageKind.Source, StageState.Waiting));
            stages.AddRange(CiStages.Select(name => new StageRun(name, StageKind.Ci, StageState.Waiting)));
        }

        stages.Add(new("artifacts", StageKind.Artifacts, StageState.Waiting));
        stages.Add(new($"deploy to {Environment.Name}", StageKind.Deploy, StageState.Waiting));
        stages.Add(new("verify", StageKind.Verify, StageState.Waiting));
        return stages;
    }
}

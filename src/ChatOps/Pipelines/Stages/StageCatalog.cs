using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;

namespace ChatOps.Pipelines.Stages;

/// <summary>Who does the work of a stage.</summary>
public sealed class StageCatalog(ScriptStage script, HttpStage http, CiStage ci, EvidenceStage evidence, SmokeTestStage smokeTest)
{
    public StageWork For(StageDefinition stage) => stage.Kind switch
    {
        StageKind.Script => script,
        StageKind.Http => http,
        StageKind.CiWork => ci,
        StageKind.Evidence => evidence,
        StageKind.SmokeTest when stage.Script is not null => script,
        StageKind.SmokeTest when stage.Ci is not null => ci,
        StageKind.SmokeTest => smokeTest,
        var kind => throw new InvalidOperationException($"No work is written for a stage of kind {kind}."),
    };
}

using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Projects;

namespace ChatOps.Hosting;

/// <summary>What may be wrong with the gates in front of stages.</summary>
internal static partial class SettingsCheck
{
    private static void StageGates(string key, ProjectOptions project, List<string> faults)
    {
        for (var i = 0; i < project.Pipeline.Count; i++)
        {
            var gates = project.Pipeline[i].Gates;
            CommonGates($"{key}:{i}:Gates", gates, faults);
            Texts($"{key}:{i}:Gates:Windows", gates.Windows, text => new("", [], Approval: null) { Windows = [text] }, faults);
            if (project.Pipeline[i].Kind == StageKindOption.Deploy && PipelineSettings.Gates(gates) is not null)
                faults.Add($"{key}:{i}:Gates has no effect: in front of a deployment stand the gates of its environment. Set them at {key[..key.LastIndexOf(':')]}:Environments:{project.Pipeline[i].To}:Gates.");
        }
    }

    /// <param name="project">Its pipeline has no other fault.</param>
    private static void PlaceOfStageGates(string key, ProjectOptions project, List<string> faults)
    {
        var stages = PipelineSettings.Read(project.Pipeline);
        var graph = new PipelineGraph(stages);
        for (var i = 0; i < stages.Count; i++)
        {
            if (stages[i] is not { Gates: { } gates, Environment: null }) continue;
            var part = graph.PartOf(stages[i]);
            if (part == StagePart.Source && (gates.MinAge ?? gates.MaxAge) is not null)
                faults.Add($"{key}:{i}:Gates:{(gates.MinAge is null ? "MaxAge" : "MinAge")} looks at the release's age, and {stages[i].Name} helps to make it: there is none yet. Set it on a stage behind a deployment, or on the environment.");
            if (part != StagePart.After && gates.MaxCommits is not null)
                faults.Add($"{key}:{i}:Gates:MaxCommits counts what a deployment brings, and {stages[i].Name} stands in front of it: they are not counted yet. Set it on the environment, or on a stage behind the deployment.");
        }
    }
}

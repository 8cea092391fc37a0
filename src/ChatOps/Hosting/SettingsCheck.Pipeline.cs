using ChatOps.Projects;

namespace ChatOps.Hosting;

internal static partial class SettingsCheck
{
    private static void Pipeline(string key, ProjectOptions project, List<string> faults)
    {
        var own = PipelineSettings.Faults($"{key}:Pipeline", [.. project.Pipeline], project).ToList();
        faults.AddRange(own);
        StageGates($"{key}:Pipeline", project, faults);
        if (own.Count == 0) PlaceOfStageGates($"{key}:Pipeline", project, faults);
        var isElsewhere = project.PipelineFrom == PipelineFrom.Repository;
        if (isElsewhere && project.Pipeline.Count > 0)
            faults.Add($"{key}:Pipeline holds stages, and {key}:PipelineFrom is Repository: they would not be used. Take one of the two out.");
        if (!isElsewhere && project.PipelineSecrets.Count > 0) faults.Add($"{key}:PipelineSecrets has no effect while {key}:PipelineFrom is Settings.");
        for (var i = 0; i < project.PipelineSecrets.Count; i++)
            if (!SecretReference.IsOne(project.PipelineSecrets[i])) faults.Add($"{key}:PipelineSecrets:{i} is no reference. Write env:NAME or file:/path; the secret itself does not belong in the settings.");
    }
}

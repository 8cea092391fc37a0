using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Projects;

namespace ChatOps.Pipelines.Steps;

/// <summary>Which stages does the project's repository ask for?</summary>
public sealed class RepositoryStep(CiSourceCatalog sources, ProjectCatalog projects)
{
    public async Task<Outcome> Do(PipelineRun run, CancellationToken ct)
    {
        if (projects.Find(run.Project) is not { } project || !projects.Options.TryGetValue(project.Name, out var options)) return Refused($"{run.Project} is no longer in the settings");
        try
        {
            var file = await sources.For(run.Project).ReadFile(RepositoryPipeline.FileName, RepositoryPipeline.MostBytes, ct);
            if (file is null)
                return Refused($"there is no {RepositoryPipeline.FileName} on the default branch of {project.Name}'s repository, and its stages belong there (Projects:{project.Name}:PipelineFrom is Repository)");
            var from = new PipelineFile(file.Name, file.Branch, file.Commit);
            var (stages, faults) = RepositoryPipeline.Read(file, project.Name, options);
            return faults.Count > 0
                ? Refused($"{from} can't be used: {Told(faults)} Correct it on {file.Branch}, then press Retry")
                : Outcomes.Of((r, now) => r.StagesAre(project, new PipelineGraph(stages), from, now));
        }
        catch (CiUnavailableException fault)
        {
            return Outcomes.TryAgainLater(fault.Message);
        }
    }

    private static string Told(IReadOnlyList<string> faults)
    {
        const int most = 5;
        return string.Join(' ', faults.Take(most)) + (faults.Count > most ? $" And {faults.Count - most} more." : "");
    }

    private static Outcome Refused(string words) => Outcomes.Of((run, now) => run.StagesAreRefused(words, now));
}

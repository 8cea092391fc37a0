using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Projects;

namespace ChatOps.Domain.Pipelines;

/// <summary>Stages that are in the project's repository: they are read once, when the run begins, and are the run's own from then on.</summary>
public sealed partial class PipelineRun
{
    /// <param name="project">The settings as they are now: environments and their protection come from there only.</param>
    /// <param name="graph">Without faults, and with no environment that the project does not have.</param>
    public void StagesAre(Project project, PipelineGraph graph, PipelineFile from, DateTimeOffset now)
    {
        if (Due is not ReadStages) return;
        Settled();
        // Where a run from the source begins is known only now.
        var environment = IsFromSource ? graph.FirstDeployment?.Environment is { } first ? project.Find(first) : null : Definition.Environment;
        if (environment is null)
        {
            StagesAreRefused($"{from} deploys to no environment, so there is nothing to begin with; add a deploy stage there", now);
            return;
        }

        var definition = Definition with { Environment = environment, GoesOnTo = IsFromSource ? AutomaticPromotion.After(project, environment) : Definition.GoesOnTo };
        definition = definition.With(project, graph, IsFromSource, Definition.GoesOn) with { StagesFrom = from };
        if (IsFromSource && definition.Planned.All(p => p.Part != StagePart.Source))
        {
            StagesAreRefused($"{from} has no stages that make a release; deploy one that CI made: /deploy {environment.Name} run <id>", now);
            return;
        }

        (Definition, Environment, Stages, Notice) = (definition, environment.Name, definition.Stages(Kind), "");
        Happened("stages.read", null, $"{definition.Planned.Count} of {from}, for {Environment}");
    }

    /// <summary>The file can't be used.</summary>
    /// <param name="words">With the place in it.</param>
    public void StagesAreRefused(string words, DateTimeOffset now)
    {
        if (Definition.AwaitsStages && !Status.IsFinal()) Finish(RunStatus.Refused, null, words, now);
    }
}

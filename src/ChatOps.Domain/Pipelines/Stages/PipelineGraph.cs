namespace ChatOps.Domain.Pipelines.Stages;

/// <summary>A project's stages as a graph, and which of them belong to a run into one environment.</summary>
/// <remarks>
/// Each environment has one run. What works (script, http, ci, evidence, verify) belongs to the deployment that it follows, so that it can still be
/// taken back; what asks or waits (approval, wait), and whatever needs that, belongs to the deployment that it leads to. What follows no deployment
/// makes the release, and runs only when a run begins at the source.
/// </remarks>
public sealed class PipelineGraph
{
    // Worked out once and in order: a walk along every path takes for ever where many stages need many.
    private readonly Dictionary<string, StageDefinition> _byName;
    private readonly Dictionary<string, HashSet<StageDefinition>> _behind = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<StageDefinition>> _next = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _leads = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="stages">Without faults: see <see cref="Faults"/>.</param>
    public PipelineGraph(IReadOnlyList<StageDefinition> stages)
    {
        _byName = stages.ToDictionary(s => s.Name, StringComparer.OrdinalIgnoreCase);
        Stages = InOrder(stages);
        foreach (var stage in Stages) _next[stage.Name] = [];
        foreach (var stage in Stages)
            _behind[stage.Name] = [.. Needs(stage).SelectMany(n => n.Kind == StageKind.Deploy ? _behind[n.Name].Append(n) : _behind[n.Name])];
        foreach (var stage in Stages.Reverse())
            foreach (var need in Needs(stage))
                if (stage.Kind == StageKind.Deploy) _next[need.Name].Add(stage);
                else _next[need.Name].UnionWith(_next[stage.Name]);
        foreach (var stage in Stages)
            if (stage.Kind is StageKind.Approval or StageKind.Wait || Needs(stage).Any(n => n.Kind != StageKind.Deploy && LeadsTo(n))) _leads.Add(stage.Name);
    }

    /// <summary>Each behind all that it needs.</summary>
    public IReadOnlyList<StageDefinition> Stages { get; }

    /// <summary>The deployment that a run from the source begins with; null if the pipeline deploys nothing.</summary>
    public StageDefinition? FirstDeployment => Stages.FirstOrDefault(s => s.Kind == StageKind.Deploy);

    /// <returns>What is wrong, each with the stage's name; empty if nothing is.</returns>
    public static IReadOnlyList<(string Stage, string Words)> Faults(IReadOnlyList<StageDefinition> stages)
    {
        var faults = new List<(string, string)>();
        var names = stages.Select(s => s.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        faults.AddRange(stages.GroupBy(s => s.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => (g.Key, "is there twice; each stage needs a name of its own")));
        foreach (var stage in stages)
        {
            faults.AddRange(stage.Needs.Where(n => !names.Contains(n)).Select(n => (stage.Name, $"needs {n}, which is no stage of this pipeline")));
            faults.AddRange((stage.When?.Results.Keys ?? []).Where(n => !names.Contains(n)).Select(n => (stage.Name, $"looks at the result of {n}, which is no stage of this pipeline")));
        }

        if (faults.Count > 0) return faults;
        if (Cycle(stages) is { } cycle) return [(cycle[0], $"needs itself: {string.Join(" needs ", cycle)}")];

        foreach (var stage in stages)
        {
            var needed = NeededBy(stage, stages);
            faults.AddRange((stage.When?.Results.Keys ?? []).Where(n => !needed.Contains(n)).Select(n => (stage.Name, $"looks at the result of {n}, but does not need it, so it may begin before that has ended; name it in Needs")));
        }

        var graph = new PipelineGraph(stages);
        var deployments = stages.Where(s => s.Kind == StageKind.Deploy).ToList();
        faults.AddRange(deployments.GroupBy(d => d.Environment, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)
            .Select(g => (g.Last().Name, $"deploys to {g.Key}, and so does {g.First().Name}; one stage for each environment")));
        if (deployments.Count(d => graph.DeploymentsBehind(d).Count == 0) > 1)
            faults.Add((deployments.Last(d => graph.DeploymentsBehind(d).Count == 0).Name, "is a second beginning: one deployment comes first, the others need it"));
        foreach (var stage in stages.Where(s => s.Kind != StageKind.Deploy && graph.NearestBehind(s).Count > 1 && !graph.LeadsTo(s)))
            faults.Add((stage.Name, $"follows {string.Join(" and ", graph.NearestBehind(stage).Select(d => d.Name))}; let it follow one of them"));
        return faults;
    }

    /// <summary>The stages of a run into this environment, in their order.</summary>
    /// <param name="fromSource">With those that make the release.</param>
    public IReadOnlyList<PlannedStage> For(string environment, bool fromSource)
    {
        if (Stages.FirstOrDefault(s => s.Kind == StageKind.Deploy && Is(s.Environment, environment)) is not { } deployment) return [];
        var planned = new List<PlannedStage>();
        foreach (var stage in Stages.Where(s => s.Kind != StageKind.Deploy))
        {
            var part = PartOf(stage);
            var isHere = part switch
            {
                StagePart.Before => NextDeployments(stage).Contains(deployment),
                StagePart.Source => fromSource && deployment == FirstDeployment,
                _ => NearestBehind(stage).Contains(deployment),
            };
            if (isHere) planned.Add(new(part, stage));
        }

        return planned;
    }

    /// <summary>In which part of a run a stage stands that is no deployment itself.</summary>
    public StagePart PartOf(StageDefinition stage) => LeadsTo(stage) ? StagePart.Before : DeploymentsBehind(stage).Count == 0 ? StagePart.Source : StagePart.After;

    /// <summary>The environments that follow directly when a release has passed this one.</summary>
    public IReadOnlyList<string> Following(string environment) =>
        [.. Stages.Where(s => s.Kind == StageKind.Deploy && NearestBehind(s).Any(d => Is(d.Environment, environment))).Select(s => s.Environment!)];

    /// <summary>The environments that a release has been deployed to, by this pipeline, when it comes to this one.</summary>
    public IReadOnlyList<string> Before(string environment) =>
        [.. Stages.Where(s => s.Kind == StageKind.Deploy && Is(s.Environment, environment)).SelectMany(DeploymentsBehind).Select(d => d.Environment!)];

    // What asks or waits, or needs something that does, stands in front of the deployment that comes next, if one does.
    private bool LeadsTo(StageDefinition stage) => _leads.Contains(stage.Name) && NextDeployments(stage).Count > 0;

    private IEnumerable<StageDefinition> Needs(StageDefinition stage) => stage.Needs.Select(n => _byName[n]);

    /// <summary>All deployments that it needs, near and far.</summary>
    private HashSet<StageDefinition> DeploymentsBehind(StageDefinition stage) => _behind[stage.Name];

    /// <summary>The last deployments before it: those that no other of them needs.</summary>
    private HashSet<StageDefinition> NearestBehind(StageDefinition stage)
    {
        var all = DeploymentsBehind(stage);
        return [.. all.Where(d => !all.Any(other => DeploymentsBehind(other).Contains(d)))];
    }

    /// <summary>The first deployments behind it.</summary>
    private HashSet<StageDefinition> NextDeployments(StageDefinition stage) => _next[stage.Name];

    /// <summary>The names of all that it needs, near and far. What is not among these stages is passed over, with what only that needs.</summary>
    public static IReadOnlySet<string> NeededBy(StageDefinition stage, IReadOnlyList<StageDefinition> stages)
    {
        var byName = stages.ToDictionary(s => s.Name, StringComparer.OrdinalIgnoreCase);
        var needed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<string>(stage.Needs);
        while (open.TryDequeue(out var name))
        {
            if (!byName.TryGetValue(name, out var found) || !needed.Add(name)) continue;
            foreach (var further in found.Needs) open.Enqueue(further);
        }

        return needed;
    }

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static List<StageDefinition> InOrder(IReadOnlyList<StageDefinition> stages)
    {
        var ordered = new List<StageDefinition>();
        var left = stages.ToList();
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(s => s.Needs.All(n => ordered.Any(o => Is(o.Name, n)))) ?? throw new ArgumentException("The stages need each other in a circle.", nameof(stages));
            ordered.Add(next);
            left.Remove(next);
        }

        return ordered;
    }

    private static List<string>? Cycle(IReadOnlyList<StageDefinition> stages)
    {
        var byName = stages.ToDictionary(s => s.Name, StringComparer.OrdinalIgnoreCase);
        var done = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return stages.Select(s => Walk(s.Name, [])).FirstOrDefault(c => c is not null);

        List<string>? Walk(string name, List<string> path)
        {
            var at = path.FindIndex(p => Is(p, name));
            if (at >= 0) return [.. path[at..], name];
            if (!done.Add(name)) return null;
            return byName[name].Needs.Select(n => Walk(n, [.. path, name])).FirstOrDefault(c => c is not null);
        }
    }
}

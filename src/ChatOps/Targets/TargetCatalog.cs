using System.Collections.Concurrent;
using ChatOps.CiSources;
using ChatOps.Persistence;
using ChatOps.Projects;
using ChatOps.Targets.GitHubWorkflow;
using ChatOps.Targets.LocalProcesses;

namespace ChatOps.Targets;

/// <summary>The target of each environment.</summary>
public class TargetCatalog(ProjectCatalog projects, DataFolder data, TimeProvider time, CiWork work, CiSourceCatalog sources, Database database)
{
    private readonly ConcurrentDictionary<(string Project, string Environment), ITarget> _targets = new();

    /// <exception cref="TargetUnreachableException">The environment is no longer in the settings.</exception>
    public virtual ITarget For(string project, string environment) => _targets.GetOrAdd((project, environment), Build);

    private ITarget Build((string Project, string Environment) key)
    {
        if (!projects.Options.TryGetValue(key.Project, out var project) || !project.Environments.TryGetValue(key.Environment, out var environment))
            throw new TargetUnreachableException($"{key.Project} {key.Environment} is no longer in the settings, so its target is not known.");
        var options = environment.Target;
        if (options.Kind == TargetKind.GitHubWorkflow)
            return new GitHubWorkflowTarget(key.Project, key.Environment, options.Workflow, options.Timeout, work, sources, database, time);
        var folder = Path.Combine(data.File(Folder), key.Project, key.Environment);
        return new LocalProcessTarget(new LocalProcessTargetOptions(folder, key.Project, key.Environment, options.Port, [.. options.Command])
        {
            HealthPath = options.HealthPath,
            VersionPath = options.VersionPath,
            HealthTimeout = options.HealthTimeout,
            DrainTimeout = options.DrainTimeout,
        }, time);
    }

    /// <summary>Below the data folder.</summary>
    public const string Folder = "targets";
}

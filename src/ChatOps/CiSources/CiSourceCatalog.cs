using ChatOps.CiSources.GitHub;
using ChatOps.CiSources.Local;
using ChatOps.Persistence;
using ChatOps.Projects;

namespace ChatOps.CiSources;

/// <summary>The CI source of each project.</summary>
public class CiSourceCatalog(ProjectCatalog projects, DataFolder data, TimeProvider time, GitHubConnection gitHub)
{
    /// <exception cref="CiUnavailableException">The project is no longer in the settings.</exception>
    public virtual ICiSource For(string project) => !projects.Options.TryGetValue(project, out var options)
        ? throw new CiUnavailableException($"The project {project} is no longer in the settings, so its CI is not known.")
        : options.Ci.Kind == CiKind.GitHub ? new GitHubSource(options.Ci.Repository, options.Ci.Workflow.Length > 0 ? options.Ci.Workflow : null, gitHub)
        : new LocalCiSource(new LocalCiOptions { Root = FolderOf(options.Ci.Root), Made = data.File($"ci/{project}") }, time);

    private string FolderOf(string root)
    {
        var shipped = Path.GetFullPath(root, AppContext.BaseDirectory);
        return Directory.Exists(shipped) ? shipped : data.File(root);
    }
}

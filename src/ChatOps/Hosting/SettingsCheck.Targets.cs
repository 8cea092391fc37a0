using ChatOps.CiSources.GitHub;
using ChatOps.Projects;

namespace ChatOps.Hosting;

internal static partial class SettingsCheck
{
    private static readonly TimeSpan LongestWorkflow = TimeSpan.FromDays(30);

    private static void Target(string key, TargetOptions target, ProjectOptions project, List<string> faults)
    {
        if (target.Kind != TargetKind.GitHubWorkflow)
        {
            LocalTarget(key, target, faults);
            if (target.Workflow.Length > 0) faults.Add($"{key}:Workflow has no effect while {key}:Kind is {target.Kind}. Set it to GitHubWorkflow, or take the workflow out.");
            return;
        }

        if (project.Ci.Kind != CiKind.GitHub)
        {
            faults.Add($"{key}:Kind is GitHubWorkflow, which needs a project whose Ci:Kind is GitHub: the workflow fetches the artifact from there.");
            return;
        }

        if (!GitHubAddress.IsWorkflow(target.Workflow)) faults.Add($"{key}:Workflow must be the file name of the workflow that deploys, such as deploy.yml.");
        if (target.Timeout <= TimeSpan.Zero || target.Timeout > LongestWorkflow) faults.Add($"{key}:Timeout must be above 0, and {LongestWorkflow.TotalDays:0} days at most.");
        if (target.Url.Length > 0 && !(Uri.TryCreate(target.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")) faults.Add($"{key}:Url is no address. It begins with https:// or http://.");
    }
}

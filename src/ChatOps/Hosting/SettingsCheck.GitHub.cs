using ChatOps.CiSources.GitHub;
using ChatOps.Projects;

namespace ChatOps.Hosting;

internal static partial class SettingsCheck
{
    private static void Ci(string key, ProjectOptions project, List<string> faults)
    {
        if (project.Ci.Kind != CiKind.GitHub)
        {
            if (project.Ci.Root.Length == 0) faults.Add($"{key}:Ci:Root is missing. It is the folder that CI leaves its runs in.");
            if (project.Ci.Repository.Length > 0) faults.Add($"{key}:Ci:Repository has no effect while {key}:Ci:Kind is {project.Ci.Kind}. Set it to GitHub, or take the repository out.");
            return;
        }

        if (!GitHubAddress.IsRepository(project.Ci.Repository)) faults.Add($"{key}:Ci:Repository must be a repository on GitHub, as owner/name.");
        if (project.Ci.Workflow.Length > 0 && !GitHubAddress.IsWorkflow(project.Ci.Workflow)) faults.Add($"{key}:Ci:Workflow must be the file name of a workflow, such as ci.yml.");
        // A pipeline with faults of its own is told those.
        if (project.PipelineFrom == PipelineFrom.Settings && !PipelineSettings.Faults($"{key}:Pipeline", [.. project.Pipeline], project).Any())
            faults.AddRange(PipelineSettings.FaultsOfMaking($"{key}:Pipeline", [.. project.Pipeline], project));
    }

    private static void GitHub(GitHubOptions gitHub, Dictionary<string, ProjectOptions> projects, List<string> faults)
    {
        if (!Uri.TryCreate(gitHub.ApiUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            faults.Add("GitHub:ApiUrl is not an address. Leave it out for GitHub's own: https://api.github.com; an Enterprise Server's is https://<host>/api/v3");
        else if (url.Scheme == "http" && !url.IsLoopback) faults.Add("GitHub:ApiUrl must begin with https://: the token could be read on the way.");
        else if (url.UserInfo.Length > 0 || url.Query.Length > 0) faults.Add("GitHub:ApiUrl must be the address alone: no user, no password, nothing behind a question mark.");

        if (gitHub.Token.Any(c => !char.IsAscii(c) || char.IsControl(c) || c == ' ')) faults.Add("GitHub:Token holds characters that no token has. Set it without blanks and line breaks.");
        if (gitHub.Token.Length > 0 && gitHub.AppId.Length > 0) faults.Add("GitHub:Token and GitHub:AppId are both set. Take one of the two out: a token, or an App with GitHub:PrivateKeyPath.");
        if (gitHub.AppId.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '.')) faults.Add("GitHub:AppId is no App's id. It is a number, or begins with Iv.");
        if (gitHub.AppId.Length > 0 && gitHub.PrivateKeyPath.Length == 0) faults.Add("GitHub:PrivateKeyPath is missing. It is the file with the App's private key (PEM).");
        if (gitHub.AppId.Length == 0 && gitHub.PrivateKeyPath.Length > 0) faults.Add("GitHub:AppId is missing, and GitHub:PrivateKeyPath is set: an App needs both.");
        else if (gitHub.PrivateKeyPath.Length > 0 && AppKey.Fault(gitHub.PrivateKeyPath) is { } fault) faults.Add($"GitHub:PrivateKeyPath {fault}.");

        if (gitHub.ClientId.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '.')) faults.Add("GitHub:ClientId is no App's client id. It begins with Iv or Ov and has letters and digits only; its secret is not needed.");
        foreach (var (project, environment) in projects.Where(p => p.Value.Ci.Kind == CiKind.GitHub).SelectMany(p => p.Value.Environments.Select(e => (p.Key, Environment: e))))
            if (environment.Value.Approval.NotAuthors && gitHub.ClientId.Length == 0)
                faults.Add($"GitHub:ClientId is missing, and Projects:{project}:Environments:{environment.Key}:Approval:NotAuthors is true: without it nobody can show with /release link that they are no author.");

        if (gitHub.WebhookSecret != gitHub.WebhookSecret.Trim() || gitHub.WebhookSecret.Any(char.IsControl))
            faults.Add("GitHub:WebhookSecret begins or ends with a blank, or holds a line break. Set it as it stands in the webhook's settings on GitHub.");

        if (gitHub.Token.Length == 0 && gitHub.AppId.Length == 0 && projects.FirstOrDefault(p => p.Value.Ci.Kind == CiKind.GitHub).Key is { } name)
            faults.Add($"GitHub:Token is missing, and so is GitHub:AppId; Projects:{name}:Ci:Kind is GitHub, which needs one of the two.");
    }
}

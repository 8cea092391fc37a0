using ChatOps.Projects;

namespace ChatOps.CiSources.GitHub;

/// <summary>A permission that the projects of a repository need; the README lists them with what each is for.</summary>
/// <param name="Read">What is asked for to see whether it may be read; null: the answer about the repository itself tells.</param>
internal sealed record GitHubNeed(string Permission, bool IsWrite, string? Read)
{
    private static readonly string NoDigest = new('0', 64);

    /// <summary>As GitHub and the README write it.</summary>
    public string Words => $"{Permission}: {(IsWrite ? "write" : "read")}";

    // https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
    public static IReadOnlyList<GitHubNeed> Of(IReadOnlyList<ProjectOptions> projects, bool isApp)
    {
        var environments = projects.SelectMany(p => p.Environments.Values).ToList();
        var deploys = environments.Exists(e => e.Target.Kind == TargetKind.GitHubWorkflow);
        var starts = deploys || projects.Any(p => p.Pipeline.Any(s => s.Workflow.Length > 0));
        var shows = projects.Any(p => p.Ci.ShowDeployments);
        return
        [
            new("metadata", IsWrite: false, Read: null),
            new("actions", starts, "actions/runs?per_page=1"),
            new("contents", IsWrite: false, "commits?per_page=1"),
            new("pull_requests", IsWrite: false, "pulls?per_page=1"),
            .. shows || deploys ? [new("deployments", IsWrite: true, "deployments?per_page=1")] : Array.Empty<GitHubNeed>(),
            // Checks are written by Apps alone.
            .. shows && isApp ? [new("checks", IsWrite: true, Read: null)] : Array.Empty<GitHubNeed>(),
            .. environments.Exists(e => e.Gates.Provenance.Repository.Length > 0) ? [new("attestations", IsWrite: false, $"attestations/sha256:{NoDigest}?per_page=1")] : Array.Empty<GitHubNeed>(),
        ];
    }

    /// <param name="level">What an installation may: <c>read</c>, <c>write</c>, <c>admin</c>; null: nothing.</param>
    public bool IsMet(string? level) => level is not null && (!IsWrite || level is "write" or "admin");
}

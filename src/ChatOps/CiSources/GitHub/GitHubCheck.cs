using System.Net;
using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Projects;

namespace ChatOps.CiSources.GitHub;

/// <summary>Once after the start: may the token or App do what the projects need of it? What is missing is named in the log and in <c>/release status</c>; nothing waits for it.</summary>
internal sealed class GitHubCheck(GitHubConnection connection, ProjectCatalog projects, ILogger<GitHubCheck> log) : BackgroundService
{
    // What is asked for, and the permission that it stands for: https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
    private static readonly (string Path, string Permission)[] Reads =
        [("actions/runs?per_page=1", "actions"), ("commits?per_page=1", "contents"), ("pulls?per_page=1", "pull_requests")];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ours = projects.Options.Where(p => p.Value.Ci.Kind == CiKind.GitHub).GroupBy(p => p.Value.Ci.Repository, StringComparer.OrdinalIgnoreCase);
        foreach (var repository in ours)
        {
            try
            {
                var lacking = await Lacking(repository.Key, repository.Any(p => p.Value.Pipeline.Any(s => s.Workflow.Length > 0)), stoppingToken);
                if (lacking.Count == 0) continue;
                var words = $"The {(connection.IsApp ? "GitHub App" : "GitHub token")} lacks {string.Join(", ", lacking)} for {repository.Key}; the README's section on GitHub tells what each is for";
                connection.Lacks(repository.Key, words);
                log.LogWarning("{Words}.", words);
            }
            catch (CiUnavailableException fault)
            {
                log.LogWarning("What may be done in {Repository} could not be checked: {Why}", repository.Key, fault.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<IReadOnlyList<string>> Lacking(string repository, bool starts, CancellationToken ct)
    {
        if (await connection.Permissions(repository, ct) is { } has)
            return [.. Reads.Select(r => r.Permission).Where(p => !has.ContainsKey(p)).Select(p => $"the permission {p}: {(p == "actions" && starts ? "write" : "read")}"),
                .. starts && has.GetValueOrDefault("actions") == "read" ? ["the permission actions: write"] : Array.Empty<string>()];

        var itself = await connection.Look(repository, "", ct);
        if (itself.Status != HttpStatusCode.OK)
            throw itself.Status == HttpStatusCode.NotFound ? new CiUnavailableException($"GitHub knows no repository {repository}, or the token may not see it.") : GitHubAnswers.Refused(itself, repository, connection.IsApp);
        // Only a classic token has scopes; with none at all it has the header too.
        if (itself.Headers.TryGetValues("X-OAuth-Scopes", out var told))
        {
            var scopes = string.Join(',', told).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var isPrivate = GitHubAnswers.Read(itself, GitHubJson.Default.RepositoryFacts, repository).Private;
            return scopes.Contains("repo") || (!isPrivate && (!starts || scopes.Contains("public_repo"))) ? [] : [$"the scope repo{(isPrivate ? "" : " (or public_repo)")}"];
        }

        var lacking = new List<string>();
        foreach (var (path, permission) in Reads)
            if ((await connection.Look(repository, path, ct)).Status == HttpStatusCode.Forbidden) lacking.Add($"the permission {permission}: read");
        return lacking;
    }
}

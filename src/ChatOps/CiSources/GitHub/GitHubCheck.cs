using System.Net;
using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Projects;

namespace ChatOps.CiSources.GitHub;

/// <summary>Once after the start: may the token or App do what the projects need of it? What is missing is named in the log and in <c>/release status</c>; nothing waits for it.</summary>
internal sealed class GitHubCheck(GitHubConnection connection, ProjectCatalog projects, ILogger<GitHubCheck> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ours = projects.Options.Where(p => p.Value.Ci.Kind == CiKind.GitHub).GroupBy(p => p.Value.Ci.Repository, StringComparer.OrdinalIgnoreCase);
        foreach (var repository in ours)
        {
            try
            {
                var lacking = await Lacking(repository.Key, GitHubNeed.Of([.. repository.Select(p => p.Value)], connection.IsApp), stoppingToken);
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

    private async Task<IReadOnlyList<string>> Lacking(string repository, IReadOnlyList<GitHubNeed> needs, CancellationToken ct)
    {
        if (await connection.Permissions(repository, ct) is { } has)
            return [.. needs.Where(n => !n.IsMet(has.GetValueOrDefault(n.Permission))).Select(n => $"the permission {n.Words}")];

        var itself = await connection.Look(repository, "", ct);
        if (itself.Status != HttpStatusCode.OK)
            throw itself.Status == HttpStatusCode.NotFound ? new CiUnavailableException($"GitHub knows no repository {repository}, or the token may not see it.") : GitHubAnswers.Refused(itself, repository, connection.IsApp);
        // Only a classic token has scopes; with none at all it has the header too.
        if (itself.Headers.TryGetValues("X-OAuth-Scopes", out var told))
        {
            var scopes = string.Join(',', told).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var isPrivate = GitHubAnswers.Read(itself, GitHubJson.Default.RepositoryFacts, repository).Private;
            return scopes.Contains("repo") || (!isPrivate && IsEnough(scopes, needs)) ? [] : [$"the scope repo{(isPrivate ? "" : " (or public_repo)")}"];
        }

        var lacking = new List<string>();
        foreach (var need in needs.Where(n => n.Read is not null))
            if ((await connection.Look(repository, need.Read!, ct)).Status == HttpStatusCode.Forbidden) lacking.Add($"the permission {need.Words}");
        if (needs.Where(n => n.IsWrite).ToList() is { Count: > 0 } writes)
            log.LogInformation("GitHub does not tell of a fine-grained token what it may change in {Repository}; needed: {Permissions}.", repository, string.Join(", ", writes.Select(n => n.Words)));
        return lacking;
    }

    // Of a public repository everybody reads: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
    private static bool IsEnough(string[] scopes, IReadOnlyList<GitHubNeed> needs) =>
        scopes.Contains("public_repo") || needs.Where(n => n.IsWrite).All(n => n.Permission == "deployments" && scopes.Contains("repo_deployment"));
}

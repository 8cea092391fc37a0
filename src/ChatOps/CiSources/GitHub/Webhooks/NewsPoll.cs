using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using Microsoft.Extensions.Options;

namespace ChatOps.CiSources.GitHub.Webhooks;

/// <summary>
/// Webhooks get lost, and GitHub does not send them again: as long as somebody waits for a repository's runs, GitHub is asked once a minute what the newest ones are.
/// One question serves all who wait, and one that nothing new is answered to costs nothing.
/// </summary>
public sealed class NewsPoll(
    Database database, CommitQueue commits, ProjectCatalog projects, CiSourceCatalog sources, GitHubConnection gitHub, IOptions<GitHubOptions> options, TimeProvider time, ILogger<NewsPoll> log) : BackgroundService
{
    private const int Newest = 50;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1), Look = TimeSpan.FromSeconds(5);

    // By run: how it was when it was last seen.
    private readonly Dictionary<string, Dictionary<long, (int, string?, string?)>> _seen = [];
    private readonly Dictionary<string, string> _trouble = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Without webhooks each run asks for itself, and often.
        var repositories = options.Value.WebhookSecret.Length == 0 ? [] : projects.Options.Values.Where(p => p.Ci.Kind == CiKind.GitHub).Select(p => CiWatch.KeyOf(p.Ci.Repository)).Distinct().ToList();
        while (repositories.Count > 0 && !stoppingToken.IsCancellationRequested)
        {
            foreach (var repository in repositories) await LookAfter(repository, stoppingToken);
            await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAfter(string repository, CancellationToken ct)
    {
        try
        {
            if (!await IsMyTurn(repository, ct)) return;
            await Ask(repository, ct);
            _trouble.Remove(repository);
        }
        catch (CiUnavailableException fault)
        {
            // Once, and not every minute.
            if (_trouble.GetValueOrDefault(repository) != fault.Message) log.LogWarning("GitHub could not be asked for news of {Repository}: {Why}", repository, fault.Message);
            _trouble[repository] = fault.Message;
        }
        catch (StorageUnavailableException storage)
        {
            log.LogWarning("GitHub is not asked for news of {Repository}: {Why}", repository, storage.Message);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            log.LogDebug("The bot stops; GitHub is asked for news no more.");
        }
#pragma warning disable CA1031 // A fault in one round must not end the rounds.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (StorageUnavailableException.From(fault) is { } storage) log.LogWarning("GitHub is not asked for news of {Repository}: {Why}", repository, storage.Message);
            else log.LogError(fault, "Asking GitHub for news of {Repository} failed; it is tried again.", repository);
        }
    }

    // Of several nodes, and of several projects with one repository, one asks.
    private async Task<bool> IsMyTurn(string repository, CancellationToken ct)
    {
        var pause = gitHub.Limits.IsScarce ? CiNews.LongestPause : Every;
        await using (var db = database.Read())
        {
            if (await db.CiWatches.FindAsync([repository], ct) is { AskedAt: { } asked } && time.GetUtcNow() - asked < pause) return false;
            if (!await db.AwaitsCi(projects.BuiltBy(repository), ct)) return false;
        }

        return await commits.Run(async commit =>
        {
            var watch = await CiWatch.Of(commit.Db.CiWatches, repository);
            if (commit.Now - watch.AskedAt < pause) return false;
            watch.AskedAt = commit.Now;
            return true;
        }, ct);
    }

    private async Task Ask(string repository, CancellationToken ct)
    {
        var path = $"actions/runs?per_page={Newest}&exclude_pull_requests=true";
        if (await gitHub.Get(repository, path, GitHubJson.Default.WorkflowRuns, $"the newest runs of {repository}", ct) is not { } newest) return;
        var before = _seen.GetValueOrDefault(repository) ?? [];
        var now = newest.Items.DistinctBy(r => r.Id).ToDictionary(r => r.Id, r => (r.RunAttempt, r.Status, r.Conclusion));
        // One that is seen for the first time may have changed while nobody looked.
        var changed = now.Where(r => !before.TryGetValue(r.Key, out var was) || was != r.Value).Select(r => r.Key).ToHashSet();
        if (changed.Count > 0) await commits.Run(commit => commit.HearOf(projects.BuiltBy(repository), changed, orAny: false, sources), ct);
        _seen[repository] = now;
    }
}

using ChatOps.Jobs;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.CiSources.GitHub.Webhooks;

/// <summary>Tells those who wait for CI of the webhooks that were stored. Many at once are one telling.</summary>
public sealed class DeliveryWorker(
    Database database, CommitQueue commits, Committed committed, ProjectCatalog projects, CiSourceCatalog sources, GitHubConnection gitHub, TimeProvider time, ILogger<DeliveryWorker> log) : BackgroundService
{
    private const int MostAtOnce = 500;

    // A flood of webhooks must not become a flood of questions.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    // GitHub sends a delivery of the last three days again if somebody asks for it.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7), CleanEvery = TimeSpan.FromHours(1);

    private readonly Nudge _nudge = new(committed, ToDo.CiNews);
    private DateTimeOffset _cleanedAt;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _nudge.Repeat(WorkOff, time, log, stoppingToken);

    private async Task<DateTimeOffset?> WorkOff(CancellationToken ct)
    {
        try
        {
            while (await Tell(ct)) await Task.Delay(Rest, time, ct);
            if (time.GetUtcNow() - _cleanedAt < CleanEvery) return null;
            await commits.Run(commit => commit.Db.CiDeliveries.Where(d => d.DoneAt != null && d.ReceivedAt < commit.Now - Kept).ExecuteDeleteAsync(CancellationToken.None), ct);
            _cleanedAt = time.GetUtcNow();
        }
        catch (StorageUnavailableException storage)
        {
            log.LogWarning("Webhooks wait: {Why}", storage.Message);
        }

        return null;
    }

    /// <returns>There was something to tell.</returns>
    private async Task<bool> Tell(CancellationToken ct)
    {
        List<CiDelivery> open;
        await using (var db = database.Read())
            open = await db.CiDeliveries.AsNoTracking().Where(d => d.DoneAt == null).OrderBy(d => d.ReceivedAt).Take(MostAtOnce).ToListAsync(ct);
        if (open.Count == 0) return false;

        var news = open.GroupBy(d => d.Repository!).Select(g => (Repository: g.Key, Runs: g.Select(d => d.CiRun).OfType<long>().ToHashSet(), OrAny: g.Any(d => d.CiRun is null))).ToList();
        foreach (var (repository, runs, orAny) in news)
        {
            if (orAny) gitHub.Forget(repository, run: null);
            else foreach (var run in runs) gitHub.Forget(repository, run);
        }

        var ids = open.Select(d => d.Id).ToList();
        await commits.Run(async commit =>
        {
            foreach (var (repository, runs, orAny) in news) await commit.HearOf(projects.BuiltBy(repository), runs, orAny, sources);
            foreach (var delivery in await commit.Db.CiDeliveries.Where(d => ids.Contains(d.Id)).ToListAsync(CancellationToken.None)) delivery.DoneAt ??= commit.Now;
        }, ct);
        return true;
    }
}

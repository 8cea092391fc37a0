using ChatOps.CiSources;
using ChatOps.Domain.Deployments;
using ChatOps.Jobs;
using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Projects;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Deployments;

/// <summary>Shows our deployments where CI shows them, as GitHub does under a repository's environments: in order, late rather than lost. No deployment waits for it.</summary>
public sealed class DeploymentShower(
    Database database, CommitQueue commits, Committed committed, CiSourceCatalog sources, ProjectCatalog projects, TimeProvider time, ILogger<DeploymentShower> log) : BackgroundService
{
    private const int MostFailures = 20;
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    private readonly Nudge _nudge = new(committed, ToDo.Cards);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _nudge.Repeat(ShowDue, time, log, stoppingToken);

    private async Task<DateTimeOffset?> ShowDue(CancellationToken ct)
    {
        foreach (var environment in (await Open(ct)).GroupBy(o => (o.Deployment.Project, o.Deployment.Environment)))
        {
            // That something lost its place is told once everything is told of what took it.
            var told = environment.Any(o => o.Next != ShownState.Inactive) ? environment.Where(o => o.Next != ShownState.Inactive) : environment;
            foreach (var open in told.OrderBy(o => o.Deployment.Id))
                if (open.Shown.NextTryAt > time.GetUtcNow() || !await Show(open, ct)) break;
        }

        var left = await Open(ct);
        return left.Count == 0 ? null : left.Min(l => l.Shown.NextTryAt);
    }

    private async Task<List<OpenDeployment>> Open(CancellationToken ct)
    {
        await using var db = database.Read();
        var rows = await db.ShownDeployments.Where(s => !s.IsClosed).Join(db.Deployments, s => s.Deployment, d => d.Id, (s, d) => new { Shown = s, Deployment = d }).ToListAsync(ct);
        if (rows.Count == 0) return [];
        var running = (await db.Environments.ToListAsync(ct)).Where(e => e.Current is not null).ToDictionary(e => (e.Project, e.Name), e => e.Current!);
        return
        [
            .. from row in rows
               let current = running.GetValueOrDefault((row.Deployment.Project, row.Deployment.Environment))
               let next = ShownDeployment.Next(row.Shown.Told, row.Deployment.Outcome, current?.Deployment == row.Deployment.Id)
               where next is not null
               select new OpenDeployment(row.Shown, row.Deployment, next.Value, current?.Commit == row.Deployment.Commit),
        ];
    }

    /// <returns>What comes after it may be told.</returns>
    private async Task<bool> Show(OpenDeployment open, CancellationToken ct)
    {
        var (shown, deployment, state, _) = open;
        try
        {
            var ci = sources.For(deployment.Project);
            if (!ci.ShowsDeployments || await TryClaim(shown) is not { } mayBeThere) return false;
            var told = Told(deployment, open.CommitRuns);
            var number = shown.Number ?? await ci.ShowDeployment(told, mayBeThere, ct);
            if (shown.Number is null) await Change(shown.Deployment, (s, _) => s.Number = number);
            await ci.ShowState(number, told, state, ct);
            await Change(shown.Deployment, (s, now) =>
            {
                (s.Told, s.NextTryAt, s.Failures, s.WasTried) = (state, now, 0, false);
                s.IsClosed = state is ShownState.Failure or ShownState.Error or ShownState.Inactive;
            });
            return true;
        }
        catch (CiUnavailableException fault)
        {
            log.LogWarning("Deployment {Deployment} of {Project} to {Environment} is not shown as {State} yet: {Why}", deployment.Id, deployment.Project, deployment.Environment, state, fault.Message);
            await Change(shown.Deployment, (s, now) =>
            {
                s.NextTryAt = Backoff.After(++s.Failures, told: fault.IsRefusal ? TimeSpan.FromMinutes(5) : null, now);
                // A refusal that nobody mends for long: what comes after it is not kept waiting for ever.
                if (fault.IsRefusal && s.Failures >= MostFailures) s.IsClosed = true;
            });
            return false;
        }
    }

    private DeploymentToShow Told(Deployment d, bool commitRuns) => new(
        $"{d.Id}-{d.BegunAt.UtcTicks}", d.Environment, d.CiRun, d.Version, d.Commit, commitRuns, d.Digest, d.BegunAt, d.EndedAt,
        projects.Options.GetValueOrDefault(d.Project)?.Environments is { } environments && environments.TryGetValue(d.Environment, out var environment) ? environment.Target.ServedAt() is { IsLoopback: false } url ? url : null : null);

    /// <returns>Whether somebody tried before; null: it is not ours to tell now.</returns>
    private Task<bool?> TryClaim(ShownDeployment shown) => commits.Run(async commit =>
    {
        if (await commit.Db.ShownDeployments.FindAsync(shown.Deployment) is not { } stored || stored.NextTryAt > commit.Now || stored.Told != shown.Told) return (bool?)null;
        var mayBeThere = stored.WasTried;
        (stored.WasTried, stored.NextTryAt) = (true, commit.Now + Claim);
        return mayBeThere;
    }, CancellationToken.None);

    private Task Change(long deployment, Action<ShownDeployment, DateTimeOffset> change) => commits.Run(async commit =>
    {
        if (await commit.Db.ShownDeployments.FindAsync(deployment) is { } stored) change(stored, commit.Now);
    }, CancellationToken.None);

    private sealed record OpenDeployment(ShownDeployment Shown, Deployment Deployment, ShownState Next, bool CommitRuns);
}

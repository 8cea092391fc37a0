using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Pipelines.Scripts;
using ChatOps.Projects;
using ChatOps.Targets;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Hosting;

/// <summary>After a start: whatever an earlier process left. Its leases end, cards of unfinished runs are drawn again, what should serve is made to serve.</summary>
internal sealed class TakeUp(Database database, CommitQueue commits, ProjectCatalog projects, TargetCatalog targets, ScriptRunner scripts, TimeProvider time, ILogger<TakeUp> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before any run is looked at: a command of an earlier life must not work beside its next try.
        await scripts.TakeUp(cancellationToken);
        await base.StartAsync(cancellationToken);
        var unfinished = await commits.Run(async commit =>
        {
            var runs = await commit.Db.Runs.Where(r => r.FinishedAt == null).ToListAsync(cancellationToken);
            foreach (var run in runs)
            {
                // SQLite serves one node: whoever held a lease is gone. On PostgreSQL another node may live; its leases run out by themselves.
                if (database.IsSqlite)
                {
                    commit.Db.Entry(run).Property<DateTimeOffset?>(Lease.Until).CurrentValue = null;
                    run.IsTakenUpAgain();
                }

                // Commands ended with the bot that ran them; whatever else was waited for is asked at once too.
                foreach (var stage in run.Stages.Where(s => s.Part is not null)) run.StageMayHaveEnded(stage.Name, commit.Now);
                if (await commit.Db.Cards.FindAsync([run.Id], cancellationToken) is { } card) Repair(card, commit.Now);
                foreach (var note in await commit.Db.Outbox.Where(n => n.Run == run.Id && n.GivenUpBecause != null).ToListAsync(cancellationToken))
                    (note.GivenUpBecause, note.Failures) = (null, 0);
                commit.Wake(run.Id);
            }

            // Those that ended, but the bot with them: their work folders are still to go.
            foreach (var run in scripts.LaidOut())
                if (await commit.Db.Runs.AnyAsync(r => r.Id == run, cancellationToken)) commit.Wake(run);
            commit.Leaves(ToDo.Cards | ToDo.Notes | ToDo.Clicks);
            return runs.Count;
        }, cancellationToken);
        if (unfinished > 0) log.LogInformation("Going on with {Count} unfinished runs.", unfinished);
    }

    // What was given up gets another chance: a start often follows a mended setting.
    private void Repair(CardRecord card, DateTimeOffset now)
    {
        card.Wanted++;
        if (card.GivenUpBecause is not null) (card.GivenUpBecause, card.Failures) = (null, 0);

        // On PostgreSQL another node may be posting this very card: its claim runs out by itself.
        if (database.IsSqlite) card.NextTryAt = now;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // First what an earlier life left; then again and again, because what serves can be killed under us.
        for (Func<ITarget, Task> look = target => target.Adopt(stoppingToken); !stoppingToken.IsCancellationRequested; look = target => target.AskWhatServes(stoppingToken))
        {
            foreach (var (project, environment) in projects.All.SelectMany(p => p.Environments.Select(e => (p.Name, e.Name)))) await Look(project, environment, look, stoppingToken);
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Look(string project, string environment, Func<ITarget, Task> look, CancellationToken ct)
    {
        try
        {
            await using var db = database.Read();
            var known = await db.Environments.FirstOrDefaultAsync(e => e.Project == project && e.Name == environment, ct);
            if (known is { Current: not null } or { ApplyingRun: not null }) await look(targets.For(project, environment));
        }
        catch (TargetUnreachableException fault)
        {
            log.LogWarning("{Project} {Environment} could not be looked after: {Why}", project, environment, fault.Message);
        }
        catch (Exception fault) when (StorageUnavailableException.From(fault) is { } storage)
        {
            log.LogWarning("{Project} {Environment} could not be looked after: {Why}", project, environment, storage.Message);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            log.LogDebug("The bot stops; what serves goes on.");
        }
    }
}

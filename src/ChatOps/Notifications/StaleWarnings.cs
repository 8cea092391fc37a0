using ChatOps.Domain;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Schedules;
using ChatOps.Environments;
using ChatOps.Persistence;
using ChatOps.Projects;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatOps.Notifications;

/// <summary>Warns of releases that stay where they should go on from. A channel is in no time zone, so the hours are those of the setting as it is written.</summary>
public sealed class StaleWarnings(Database database, CommitQueue commits, ProjectCatalog projects, IOptions<RemindersOptions> options, TimeProvider time)
{
    private readonly WorkingHours _hours = WorkingHours.Parse(options.Value.WorkingHours, TimeZoneInfo.Utc);

    public async Task Look(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!_hours.Has(now)) return;
        var stale = now - options.Value.StaleAfter;
        await using var db = database.Read();
        foreach (var there in await db.Environments.ToListAsync(ct))
        {
            if (NextOf(there) is { } next && there.Current!.Since <= stale && !await WasIn(db, there, next, ct) && await Reminder.IsDue(db, About(there), options.Value.StaleAfter, now, ct))
                await commits.Run(commit => Warn(commit, there, next), ct);
        }
    }

    private async Task Warn(Commit commit, EnvironmentRecord seen, EnvironmentPolicy next)
    {
        if ((await commit.Db.Environments.FindAsync(seen.Project, seen.Name))?.Current is not { } current || current.Deployment != seen.Current!.Deployment) return;
        if (!await Reminder.Begin(commit, About(seen), options.Value.StaleAfter) || await commit.Db.Deployments.FindAsync(current.Deployment) is not { } deployment) return;
        var channel = (await commit.Db.Cards.FindAsync(deployment.Run))?.Channel ?? deployment.By.Id;
        commit.Tell(channel, deployment.By.Id, new Note($"{seen.Project}: {current} waits in {seen.Name}",
            $"It is there since {current.Since:yyyy-MM-dd HH:mm} UTC, {Words.Of(commit.Now - current.Since)}, and never went on to {next.Name}. To take it there, type: /promote run {current.CiRun} to {next.Name}"));
    }

    private EnvironmentPolicy? NextOf(EnvironmentRecord there) => there.Current is null ? null
        : projects.Find(there.Project)?.Environments.FirstOrDefault(e => e.After.Contains(there.Name, StringComparer.OrdinalIgnoreCase));

    private static Task<bool> WasIn(ChatOpsDb db, EnvironmentRecord there, EnvironmentPolicy next, CancellationToken ct)
    {
        var digest = there.Current!.Digest;
        return db.Deployments.AnyAsync(d => d.Project == there.Project && d.Digest == digest && d.Outcome == DeploymentOutcome.Succeeded && d.Environment == next.Name, ct);
    }

    private static string About(EnvironmentRecord there) => $"stale deployment {there.Current!.Deployment}";
}

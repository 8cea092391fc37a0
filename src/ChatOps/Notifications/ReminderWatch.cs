using ChatOps.Deployments;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Schedules;
using ChatOps.Environments;
using ChatOps.Jobs;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatOps.Notifications;

/// <summary>Reminds of approvals that are waited for, and of releases that stay where they should go on from; in working hours only.</summary>
public sealed class ReminderWatch(
    Database database, CommitQueue commits, Committed committed, ProjectCatalog projects, IOptions<RemindersOptions> options, TimeProvider time, ILogger<ReminderWatch> log) : BackgroundService
{
    private readonly Nudge _nudge = new(committed, ToDo.Schedules);
    private readonly Window _hours = Window.Parse(options.Value.WorkingHours, TimeZoneInfo.Utc);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _nudge.Repeat(async ct =>
    {
        await Look(ct);
        return null;
    }, time, log, stoppingToken);

    private async Task Look(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!_hours.IsOpen(now)) return;
        var (asked, stale) = (now - options.Value.ApprovalAfter, now - options.Value.StaleAfter);
        await using var db = database.Read();
        var waiting = await db.Runs.Where(r => r.FinishedAt == null && r.Status == RunStatus.WaitingForApproval && r.AskedAt <= asked).ToListAsync(ct);
        foreach (var run in waiting)
            if (await IsDue(db, About(run), options.Value.ApprovalEvery, now, ct)) await commits.Run(commit => RemindOf(commit, run.Id), ct);

        var environments = await db.Environments.ToListAsync(ct);
        foreach (var there in environments)
            if (NextOf(there) is { } next && there.Current!.Since <= stale && !await WasIn(db, there, next, ct) && await IsDue(db, About(there), options.Value.StaleAfter, now, ct))
                await commits.Run(commit => WarnOf(commit, there, next), ct);
    }

    private static Task<bool> IsDue(ChatOpsDb db, string about, TimeSpan every, DateTimeOffset now, CancellationToken ct) =>
        db.Reminders.AllAsync(r => r.About != about || r.At <= now - every, ct);

    private async Task RemindOf(Commit commit, long id)
    {
        var run = await commit.Load(id);
        if (run is not { Status: RunStatus.WaitingForApproval, AskedAt: { } since } || !await Begin(commit, About(run), options.Value.ApprovalEvery)) return;
        commit.Tell(run.Id, $"{string.Join(", ", run.GroupsAskedNow.Select(g => $"@{g}"))}: this still waits for you",
            $"It goes on when {run.StillNeeds}. It was asked {Length(commit.Now - since)} ago{(run is { Start: { } start, IsDue: false } ? $", and is scheduled for {start.Text}" : "")}. Approve or reject it on the card above.");
    }

    private async Task WarnOf(Commit commit, EnvironmentRecord seen, EnvironmentPolicy next)
    {
        if ((await commit.Db.Environments.FindAsync(seen.Project, seen.Name))?.Current is not { } current || current.Deployment != seen.Current!.Deployment) return;
        if (!await Begin(commit, About(seen), options.Value.StaleAfter) || await commit.Db.Deployments.FindAsync(current.Deployment) is not { } deployment) return;
        var channel = (await commit.Db.Cards.FindAsync(deployment.Run))?.Channel ?? deployment.By.Id;
        commit.Tell(channel, deployment.By.Id, new Note($"{seen.Project}: {current} waits in {seen.Name}",
            $"It is there since {current.Since:yyyy-MM-dd HH:mm} UTC, {Length(commit.Now - current.Since)}, and never went on to {next.Name}. To take it there, type: /promote run {current.CiRun} to {next.Name}"));
    }

    // Whoever writes it first has reminded; the other finds it written.
    private static async Task<bool> Begin(Commit commit, string about, TimeSpan every)
    {
        var reminder = await commit.Db.Reminders.FindAsync(about);
        if (reminder is not null && reminder.At > commit.Now - every) return false;
        if (reminder is null) commit.Db.Reminders.Add(reminder = new() { About = about });
        reminder.At = commit.Now;
        return true;
    }

    private EnvironmentPolicy? NextOf(EnvironmentRecord there) => there.Current is null ? null
        : projects.Find(there.Project)?.Environments.FirstOrDefault(e => e.After.Contains(there.Name, StringComparer.OrdinalIgnoreCase));

    private static Task<bool> WasIn(ChatOpsDb db, EnvironmentRecord there, EnvironmentPolicy next, CancellationToken ct)
    {
        var digest = there.Current!.Digest;
        return db.Deployments.AnyAsync(d => d.Project == there.Project && d.Digest == digest && d.Outcome == DeploymentOutcome.Succeeded && d.Environment == next.Name, ct);
    }

    private static string About(PipelineRun run) => $"approval of #{run.Id} {run.DecisionShown}";

    private static string About(EnvironmentRecord there) => $"stale deployment {there.Current!.Deployment}";

    private static string Length(TimeSpan time) => time.TotalDays >= 2 ? $"{time.TotalDays:0} days" : time.TotalHours >= 2 ? $"{time.TotalHours:0} h" : $"{Math.Max(1, time.TotalMinutes):0} min";
}

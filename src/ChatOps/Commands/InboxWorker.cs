using System.Text.Json;
using ChatOps.Approvals;
using ChatOps.Deployments;
using ChatOps.Domain.Audit;
using ChatOps.Environments;
using ChatOps.Jobs;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using ChatOps.Slack;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Commands;

/// <summary>Works off the clicks that were stored and answered: those of one run in their order, those of different runs side by side.</summary>
public sealed class InboxWorker(
    Database database, CommitQueue commits, Committed committed, ProjectCatalog projects, IServiceScopeFactory scopes, TimeProvider time, ILogger<InboxWorker> log) : BackgroundService
{
    private const int MostFailures = 3;

    private readonly Nudge _nudge = new(committed, ToDo.Clicks);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _nudge.Repeat(WorkOff, time, log, stoppingToken);

    private async Task<DateTimeOffset?> WorkOff(CancellationToken ct)
    {
        while (true)
        {
            List<InboxItem> open;
            await using (var db = database.Read())
                open = await db.Inbox.Where(i => i.DoneAt == null).OrderBy(i => i.ReceivedAt).Take(100).ToListAsync(ct);
            if (open.Count == 0) return null;

            var clicks = open.Select(item => (item.Key, Click: JsonSerializer.Deserialize(item.Work!, ClickJson.Default.Click)!));
            await Parallel.ForEachAsync(clicks.GroupBy(c => c.Click.About), ct, async (same, token) =>
            {
                foreach (var (key, click) in same) await Work(key, click, token);
            });
        }
    }

    private async Task Work(string key, Click click, CancellationToken ct)
    {
        try
        {
            if (await ProjectOf(click, ct) is not { } project)
            {
                await TellRefusal(key, click, click.Run > 0 ? $"There is no run #{click.Run} here any more." : "What this button was about is no longer in the settings.", ct);
                return;
            }

            using var scope = scopes.CreateScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(Request(key, click, project), ct);
        }
        catch (NotAuthorizedException no)
        {
            await TellRefusal(key, click, no.Message, ct);
        }
        catch (ChatUnavailableException chat)
        {
            await TellRefusal(key, click, $"Slack did not tell me who you are, so your click does not count. Press again in a moment. ({chat.Message})", ct);
        }
        catch (ChatRefusedException chat)
        {
            await TellRefusal(key, click, $"Slack did not tell me who you are, so your click does not count. ({chat.Message})", ct);
        }
        catch (StorageUnavailableException storage)
        {
            log.LogWarning("A click waits: {Why}", storage.Message);
            await Task.Delay(TimeSpan.FromSeconds(1), time, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogError(exception, "A click on {What} failed.", click.About);
            var failures = await commits.Run(async commit => ++(await commit.Db.Inbox.FindAsync(key))!.Failures, ct);
            if (failures >= MostFailures) await TellRefusal(key, click, "Something went wrong, and your click does not count. The bot's log tells more.", ct);
        }
    }

    private async Task<string?> ProjectOf(Click click, CancellationToken ct)
    {
        if (click.Run == 0) return projects.Find(click.Project)?.Name;
        await using var db = database.Read();
        return await db.Runs.Where(r => r.Id == click.Run).Select(r => r.Project).FirstOrDefaultAsync(ct);
    }

    private static IRequest Request(string key, Click click, string project) => click.Action switch
    {
        ButtonAction.Approve => new DecideRun(click.Run, Approves: true, click.Decision, click.Reason, click.By, project, click.Channel, key) { Confirmed = click.Confirmed ?? [] },
        ButtonAction.Reject => new DecideRun(click.Run, Approves: false, click.Decision, click.Reason, click.By, project, click.Channel, key),
        ButtonAction.RetryStage => new RetryStage(click.Run, click.Decision, click.By, project, click.Channel, key),
        ButtonAction.SkipStage => new SkipStage(click.Run, click.Decision, click.Reason ?? "", click.By, project, click.Channel, key),
        ButtonAction.Cancel => new CancelRun(click.Run, click.By, project, click.Channel, key),
        ButtonAction.Retry => new RetryRun(click.Run, click.By, project, click.Channel, key),
        ButtonAction.Promote => new PromoteRun(click.Run, click.Decision, click.By, project, click.Channel, key),
        ButtonAction.RollBack => new RollBackRun(click.Run, click.By, project, click.Channel, key),
        ButtonAction.Unlock => new PressUnlock(project, click.Subject, click.By, click.Channel, key),
        ButtonAction.Sign => new SignDebt(click.Subject, click.By, project, click.Channel, key),
        _ => throw new InvalidOperationException($"No request is written for the button {click.Action}."),
    };

    private Task TellRefusal(string key, Click click, string words, CancellationToken ct) => commits.Work(key, click.By, click.Channel, commit =>
    {
        commit.Record(new AuditEvent("click.refused", click.By, $"{click.Action} on {click.About}: {words}"), click.Run > 0 ? click.Run : null);
        return Task.FromResult(words);
    }, ct);
}

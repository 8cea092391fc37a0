using ChatOps.Commands;
using ChatOps.Deployments;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines;

/// <summary>Stores a run and all that follows from its change, in one transaction: audit entries, remarks, the card, and, at the end, the environment.</summary>
internal static class StoreRun
{
    // The summary behind it must fit too; the card has it whole.
    private const int LongestNotice = 700;

    /// <summary>A new run: its card goes to the channel where it was asked for.</summary>
    public static async Task Add(this Commit commit, PipelineRun run, string channel)
    {
        commit.Db.Runs.Add(run);
        await commit.Db.SaveChangesAsync();
        commit.Db.Cards.Add(new CardRecord { Run = run.Id, Channel = channel, NextTryAt = commit.Now });
        await commit.Store(run);
        commit.Wake(run.Id);
    }

    public static async Task Store(this Commit commit, PipelineRun run)
    {
        foreach (var happened in run.TakeEvents()) commit.Record(happened, run.Id);
        foreach (var remark in run.TakeRemarks())
        {
            commit.Db.Outbox.Add(new OutgoingNote
            {
                Run = run.Id, CreatedAt = commit.Now, NextTryAt = commit.Now,
                Note = new Note(remark.Heading, remark.Text, remark.Log, Tone: remark.IsBad ? NoteTone.Bad : NoteTone.Plain),
            });
        }

        await commit.ShowCard(run.Id);
        // Somebody new stands in line, perhaps ahead of others: their cards must not go on asking.
        if (commit.Db.Entry(run).Property(nameof(PipelineRun.InLineSince)).IsModified) await commit.WakeLine(run);
        if (run.FinishedAt == null || commit.Db.Entry(run).Property(nameof(PipelineRun.FinishedAt)).OriginalValue is not null) return;

        if (run.Attempt is { } attempt) await End(commit, run, attempt);
        await commit.WakeLine(run);
        commit.Db.Outbox.Add(await Outcome(commit, run));
        await commit.TellSubscribers(run);
    }

    /// <summary>The run's card must be drawn again.</summary>
    public static async Task ShowCard(this Commit commit, long run)
    {
        if (await commit.Db.Cards.FindAsync(run) is { } card) card.Wanted++;
        commit.Leaves(ToDo.Cards | ToDo.Notes);
    }

    /// <summary>Everybody else in the environment's line should look whether it is their turn.</summary>
    public static Task WakeLine(this Commit commit, PipelineRun run) => commit.WakeLine(run.Project, run.Environment, run.Id);

    /// <param name="project">Null: of all projects.</param>
    /// <param name="environment">Null: of all environments.</param>
    public static async Task WakeLine(this Commit commit, string? project, string? environment, long except = 0)
    {
        var others = await commit.Db.Runs
            .Where(r => (project == null || r.Project == project) && (environment == null || r.Environment == environment))
            .Where(r => r.FinishedAt == null && r.Id != except && r.InLineSince != null)
            .Select(r => r.Id).ToListAsync();
        foreach (var other in others) commit.Wake(other);
    }

    private static async Task End(Commit commit, PipelineRun run, Attempt attempt)
    {
        var deployment = (await commit.Db.Deployments.FindAsync(attempt.Deployment))!;
        deployment.End(run.Status switch
        {
            RunStatus.Succeeded => DeploymentOutcome.Succeeded,
            RunStatus.RolledBack => DeploymentOutcome.RolledBack,
            RunStatus.Cancelled => DeploymentOutcome.Cancelled,
            RunStatus.OutcomeUnknown => DeploymentOutcome.OutcomeUnknown,
            _ => DeploymentOutcome.Failed,
        }, commit.Now);
        var environment = (await commit.Db.Environments.FindAsync(run.Project, run.Environment))!;
        var before = environment.Current;
        environment.EndTurn(run.Id, run.IsInPlace ? deployment.AsRunning : null);

        if (run.IsInPlace) await commit.Follow(run, deployment);

        // What was current has a Roll back button that must go.
        if (run.IsInPlace && before is not null && await commit.Db.Deployments.FindAsync(before.Deployment) is { } replaced)
            await commit.ShowCard(replaced.Run);
    }

    private static async Task<OutgoingNote> Outcome(Commit commit, PipelineRun run)
    {
        var isGood = run.Status == RunStatus.Succeeded;
        var heading = run.Status switch
        {
            RunStatus.Succeeded => "Succeeded",
            RunStatus.RolledBack => "Rolled back",
            RunStatus.OutcomeUnknown => "Outcome unknown",
            var other => other.ToString(),
        };
        var text = isGood ? run.Notice : $"{PlainText.Shorten(run.Notice, LongestNotice)}\n{RunSummary.Of(run, await InPlaceNow(commit, run))}";
        return new()
        {
            Run = run.Id, CreatedAt = commit.Now, NextTryAt = commit.Now,
            Note = new Note(heading, text, Mention: run.RequestedBy, Tone: isGood ? NoteTone.Good : run.Status == RunStatus.Cancelled ? NoteTone.Plain : NoteTone.Bad),
        };
    }

    private static async Task<InPlace> InPlaceNow(Commit commit, PipelineRun run)
    {
        var environment = await commit.Db.Environments.FindAsync(run.Project, run.Environment);
        var (current, applying) = (environment?.Current, environment?.ApplyingRun);
        var known = current?.Deployment ?? 0;
        var unknown = await commit.Db.Deployments
            .Where(d => d.Project == run.Project && d.Environment == run.Environment && d.Id > known && d.Run != run.Id && d.Outcome == DeploymentOutcome.OutcomeUnknown)
            .OrderByDescending(d => d.Id).Select(d => (long?)d.Run).FirstOrDefaultAsync();
        return new(current, applying == run.Id ? null : applying, unknown);
    }
}

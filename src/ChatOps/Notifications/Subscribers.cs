using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using ChatOps.Environments;
using ChatOps.Persistence;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Notifications;

/// <summary>Tells those who subscribed how a run ended.</summary>
internal static class Subscribers
{
    public static async Task TellSubscribers(this Commit commit, PipelineRun run)
    {
        var subscriptions = await commit.Db.Subscriptions.AsNoTracking()
            .Where(s => s.Project == run.Project && (s.Environment == "" || s.Environment == run.Environment)).OrderBy(s => s.Id).ToListAsync();
        // One for the environment and one for all of them are one message.
        foreach (var place in subscriptions.Where(s => s.Wants(run.Status)).Select(s => s.Place).Distinct()) commit.Tell(place, otherwise: null, NoteOf(run));
    }

    /// <returns>What this channel and this person are told.</returns>
    public static async Task<IReadOnlyList<string>> Lines(ChatOpsDb db, string project, string channel, Person person, CancellationToken ct)
    {
        var subscriptions = await db.Subscriptions.Where(s => s.Project == project && (s.Place == channel || s.Place == person.Id)).OrderBy(s => s.Environment).ToListAsync(ct);
        return [.. subscriptions.Select(s => $"{(s.Place == channel ? "This channel is told" : "You are told directly")} {s.Outcomes.InWords()} in {(s.Environment.Length > 0 ? s.Environment : "all environments")}")];
    }

    private static Note NoteOf(PipelineRun run)
    {
        var what = run.CiRun is { } id ? $"run {id}" : "the newest good run";
        var ended = run.Status switch
        {
            RunStatus.Succeeded => $"runs in {run.Environment}",
            RunStatus.RolledBack => $"was taken back out of {run.Environment}",
            RunStatus.OutcomeUnknown => $"to {run.Environment}: outcome unknown",
            var other => $"to {run.Environment}: {other.ToString().ToLowerInvariant()}",
        };
        return new(
            $"{run.Project} {run.Release?.Version ?? ""} ({what}) {ended}".Replace("  ", " "), $"#{run.Id}, asked for by {run.RequestedBy.Name}. {run.Notice}".TrimEnd(),
            Tone: run.Status == RunStatus.Succeeded ? NoteTone.Good : run.Status == RunStatus.Cancelled ? NoteTone.Plain : NoteTone.Bad);
    }
}

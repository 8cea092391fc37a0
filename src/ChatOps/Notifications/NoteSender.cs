using ChatOps.Jobs;
using ChatOps.Persistence;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Notifications;

/// <summary>Sends what was decided to be said: details into the thread of a card, messages into a channel, words to one person. In order within a run; late rather than lost.</summary>
public sealed class NoteSender(
    Database database, CommitQueue commits, Committed committed, IChat chat, TimeProvider time, ILogger<NoteSender> log) : BackgroundService
{
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(20);

    private readonly Nudge _nudge = new(committed, ToDo.Notes);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        _nudge.Repeat(SendDue, time, log, stoppingToken);

    private async Task<DateTimeOffset?> SendDue(CancellationToken ct)
    {
        List<OutgoingNote> due;
        var now = time.GetUtcNow();
        await using (var db = database.Read())
            due = await Sendable(db).Where(n => n.NextTryAt <= now).OrderBy(n => n.NextTryAt).Take(32).ToListAsync(ct);

        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (note, token) => await Send(note, token));
        await using var after = database.Read();
        return await Sendable(after).MinAsync(n => (DateTimeOffset?)n.NextTryAt, ct);
    }

    /// <summary>Of each run the first note that is open, once its card is there. The notes of a card that was given up wait: a restart may bring it back.</summary>
    private static IQueryable<OutgoingNote> Sendable(ChatOpsDb db)
    {
        var open = db.Outbox.Where(n => n.SentAt == null && n.GivenUpBecause == null);
        return open.Where(n => n.Run == null
            || (db.Cards.Any(c => c.Run == n.Run && c.Message != null) && !open.Any(earlier => earlier.Run == n.Run && earlier.Id < n.Id)));
    }

    private async Task Send(OutgoingNote note, CancellationToken ct)
    {
        var card = await CardOf(note, ct);
        if (note.Run is not null && card?.Message is null) return;

        if (await TryClaim(note, ct) is not { } mayBeThere) return;
        try
        {
            if (note.User is { } user) await chat.Whisper(note.Channel!, user, note.Note, ct);
            else if (card is { Message: { } message }) await Post(note, card.Channel, new MessageAddress(card.Channel, message), mayBeThere, ct);
            else await Post(note, note.Channel!, thread: null, mayBeThere, ct);
            await Change(note, (stored, now) => stored.SentAt = now);
        }
        catch (ChatUnavailableException fault)
        {
            log.LogInformation("Note {Note} is late: {Why}", note.Id, fault.Message);
            await Change(note, (stored, now) => stored.NextTryAt = Backoff.After(++stored.Failures, fault.RetryAfter, now));
        }
        catch (ChatRefusedException fault)
        {
            log.LogWarning("Note {Note} was refused: {Why}", note.Id, fault.Message);
            await Change(note, (stored, now) =>
            {
                stored.NextTryAt = now + TimeSpan.FromSeconds(2);
                if (stored.Otherwise is { } otherwise && fault.Code is "not_in_channel" or "channel_not_found" or "is_archived" or "restricted_action" or "no_permission")
                    (stored.Channel, stored.Otherwise) = (otherwise, null);
                else if (++stored.Failures >= 3) stored.GivenUpBecause = fault.Message;
            });
        }
    }

    private async Task Post(OutgoingNote note, string channel, MessageAddress? thread, bool mayBeThere, CancellationToken ct)
    {
        var key = $"note-{note.Id}";
        if (mayBeThere && await chat.FindIfAllowed(channel, thread, key, note.CreatedAt - TimeSpan.FromMinutes(1), ct) is not null) return;
        await chat.Post(channel, thread, note.Note, key, ct);
    }

    /// <returns>Whether somebody may have sent it before; null: it is not ours to send now. As it is stored at this moment, since another bot may have come in between.</returns>
    private Task<bool?> TryClaim(OutgoingNote note, CancellationToken ct) => commits.Run(async commit =>
    {
        if (await commit.Db.Outbox.FindAsync(note.Id) is not { SentAt: null } stored || stored.NextTryAt > commit.Now) return (bool?)null;
        var mayBeThere = stored.Failures > 0 || stored.NextTryAt > stored.CreatedAt;
        stored.NextTryAt = commit.Now + Claim;
        return mayBeThere;
    }, ct);

    private async Task<CardRecord?> CardOf(OutgoingNote note, CancellationToken ct)
    {
        if (note.Run is not { } run) return null;
        await using var db = database.Read();
        return await db.Cards.FirstOrDefaultAsync(c => c.Run == run, ct);
    }

    private Task Change(OutgoingNote note, Action<OutgoingNote, DateTimeOffset> change) => commits.Run(async commit =>
    {
        if (await commit.Db.Outbox.FindAsync(note.Id) is { } stored) change(stored, commit.Now);
    }, CancellationToken.None);
}

using ChatOps.Jobs;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Notifications;

/// <summary>Keeps every card true: draws a run as it is now, and posts or edits its message, at most once a second.</summary>
public sealed class CardPublisher(
    Database database, CommitQueue commits, Committed committed, IChat chat, ProjectCatalog projects, TimeProvider time, ILogger<CardPublisher> log) : BackgroundService
{
    private static readonly TimeSpan BetweenEdits = TimeSpan.FromSeconds(1);

    // A card whose sender died is free again after this time.
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(20);

    private const int AtOnce = 16;

    private readonly Nudge _nudge = new(committed, ToDo.Cards);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await _nudge.Repeat(PublishDue, time, log, stoppingToken);

    private async Task<DateTimeOffset?> PublishDue(CancellationToken ct)
    {
        await Parallel.ForEachAsync(await Due(ct), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (card, token) => await Publish(card, token));
        await using var db = database.Read();
        return await Open(db).MinAsync(c => (DateTimeOffset?)c.NextTryAt, ct);
    }

    // Of new cards one a channel: the chat takes one message a second there, and other channels must not wait for that.
    private async Task<List<CardRecord>> Due(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read();
        var due = Open(db).Where(c => c.NextTryAt <= now);
        var cards = await due.Where(c => c.Message != null).OrderBy(c => c.NextTryAt).Take(32).ToListAsync(ct);
        var channels = new List<string>();
        while (channels.Count < AtOnce)
        {
            var first = await due.Where(c => c.Message == null && !channels.Contains(c.Channel)).OrderBy(c => c.NextTryAt).FirstOrDefaultAsync(ct);
            if (first is null) break;
            channels.Add(first.Channel);
            cards.Add(first);
        }

        return cards;
    }

    private static IQueryable<CardRecord> Open(ChatOpsDb db) => db.Cards.Where(c => c.Shown < c.Wanted && c.GivenUpBecause == null);

    private async Task Publish(CardRecord card, CancellationToken ct)
    {
        if (!await TryClaim(card, ct)) return;
        try
        {
            RunCard drawn;
            await using (var db = database.Read()) drawn = await DrawCard.Of(db, card.Run, projects, time.GetUtcNow(), ct);
            var at = card.Message is { } message ? new MessageAddress(card.Channel, message) : null;
            if (at is null) at = await Post(card, drawn, ct);
            else await chat.Edit(at, drawn, Key(card), ct);
            await Change(card, (stored, now) =>
            {
                stored.Channel = at.Channel;
                stored.Message = at.Id;
                stored.Shown = card.Wanted;
                stored.Failures = 0;
                stored.NextTryAt = now + BetweenEdits;
            });
        }
        catch (ChatUnavailableException fault)
        {
            log.LogInformation("The card of run {Run} is late: {Why}", card.Run, fault.Message);
            await Change(card, (stored, now) => stored.NextTryAt = Backoff.After(++stored.Failures, fault.RetryAfter, now));
        }
        catch (ChatRefusedException fault)
        {
            await Refused(card, fault);
        }
    }

    private async Task<MessageAddress> Post(CardRecord card, RunCard drawn, CancellationToken ct)
    {
        if (card.PostTriedAt is { } tried && await chat.FindIfAllowed(card.Channel, thread: null, Key(card), tried - TimeSpan.FromMinutes(1), ct) is { } posted)
        {
            await chat.Edit(posted, drawn, Key(card), ct);
            return posted;
        }

        return await chat.Post(card.Channel, thread: null, drawn, Key(card), ct);
    }

    // One sender at a time, also with several nodes; and a post that was tried is on record before it is tried.
    private Task<bool> TryClaim(CardRecord card, CancellationToken ct) => commits.Run(async commit =>
    {
        var stored = await commit.Db.Cards.FindAsync(card.Run);
        if (stored is null || stored.NextTryAt > commit.Now) return false;
        card.Wanted = stored.Wanted;
        card.PostTriedAt = stored.PostTriedAt;
        if (stored.Message is null) stored.PostTriedAt ??= commit.Now;
        if (stored.Message is null || !database.IsSqlite) stored.NextTryAt = commit.Now + Claim;
        return true;
    }, ct);

    private async Task Refused(CardRecord card, ChatRefusedException fault)
    {
        var requester = "";
        await using (var db = database.Read())
            requester = (await db.Runs.SingleAsync(r => r.Id == card.Run, CancellationToken.None)).RequestedBy.Id;
        await Change(card, (stored, now) =>
        {
            stored.Failures++;
            stored.NextTryAt = now + BetweenEdits;
            if (stored.Message is not null && fault.Code is "message_not_found" or "cant_update_message" or "channel_not_found" or "edit_window_closed")
            {
                // Somebody deleted it: people get a new one.
                stored.Message = null;
                stored.PostTriedAt = null;
            }
            else if (stored.Channel != requester && fault.Code is "not_in_channel" or "channel_not_found" or "is_archived" or "restricted_action" or "no_permission")
            {
                // The bot can't write where it was asked: the requester gets the card in a direct message.
                stored.Channel = requester;
                stored.PostTriedAt = null;
            }
            else if (stored.Failures >= 5)
            {
                stored.GivenUpBecause = fault.Message;
            }
        });
        log.LogWarning("The card of run {Run} was refused: {Why}", card.Run, fault.Message);
    }

    private Task Change(CardRecord card, Action<CardRecord, DateTimeOffset> change) => commits.Run(async commit =>
    {
        if (await commit.Db.Cards.FindAsync(card.Run) is not { } stored) return;
        var wasPosted = stored.Message is not null;
        change(stored, commit.Now);
        // Notes wait for the card whose thread they belong into.
        if ((stored.Message is not null && !wasPosted) || stored.GivenUpBecause is not null) commit.Leaves(ToDo.Notes);
    }, CancellationToken.None);

    private static string Key(CardRecord card) => $"run-{card.Run}";
}

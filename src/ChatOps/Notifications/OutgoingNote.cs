using ChatOps.Persistence;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Notifications;

/// <summary>A message that was decided on together with what it tells, and is sent afterwards, as often as it takes.</summary>
public sealed class OutgoingNote
{
    public long Id { get; private set; }

    /// <summary>The run whose card's thread it belongs into; null for a whisper, or for a message of its own.</summary>
    public long? Run { get; init; }

    /// <summary>Where a whisper or a message of its own goes; a person's id: a direct message. For a thread the card's place decides.</summary>
    public string? Channel { get; set; }

    /// <summary>Where a message of its own goes if the channel can't be posted to, such as somebody's id; null: nowhere.</summary>
    public string? Otherwise { get; set; }

    /// <summary>What it is about, so that it can be taken back before it is sent; null: nothing takes it back.</summary>
    public string? About { get; init; }

    /// <summary>The only person to see it; null: everybody, in the thread or the channel.</summary>
    public string? User { get; init; }

    public required Note Note { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset NextTryAt { get; set; }

    public int Failures { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Why it will never be sent, if so.</summary>
    public string? GivenUpBecause { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<OutgoingNote>(note =>
    {
        note.ToTable("Outbox");
        note.Property(n => n.Note).AsJson();
        note.HasIndex(n => n.NextTryAt, "IX_Outbox_Open").HasFilter("\"SentAt\" IS NULL AND \"GivenUpBecause\" IS NULL");
        note.HasIndex(n => n.Run);
        note.HasIndex(n => n.About).HasFilter("\"About\" IS NOT NULL");
    });
}

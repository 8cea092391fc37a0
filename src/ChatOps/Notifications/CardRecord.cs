using Microsoft.EntityFrameworkCore;

namespace ChatOps.Notifications;

/// <summary>Where a run's card is, which version of the run it must show, and which it shows.</summary>
public sealed class CardRecord
{
    public required long Run { get; init; }

    /// <summary>The channel's id; another one if the first can't be posted to.</summary>
    public required string Channel { get; set; }

    /// <summary>The message's id; null until it is posted.</summary>
    public string? Message { get; set; }

    /// <summary>The run's version that people must come to see.</summary>
    public int Wanted { get; set; }

    /// <summary>The run's version that the chat is known to show; 0: none.</summary>
    public int Shown { get; set; }

    /// <summary>Set right before the card is first posted: if no answer comes, it is looked up before it is posted again.</summary>
    public DateTimeOffset? PostTriedAt { get; set; }

    public DateTimeOffset NextTryAt { get; set; }

    public int Failures { get; set; }

    public string? GivenUpBecause { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<CardRecord>(card =>
    {
        card.ToTable("Cards");
        card.HasKey(c => c.Run);
        card.Property(c => c.Run).ValueGeneratedNever();
        card.HasIndex(c => c.NextTryAt).HasFilter("\"Shown\" < \"Wanted\" AND \"GivenUpBecause\" IS NULL").HasDatabaseName("IX_Cards_Open");
    });
}

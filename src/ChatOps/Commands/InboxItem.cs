using Microsoft.EntityFrameworkCore;

namespace ChatOps.Commands;

/// <summary>An incoming request that had, or will have, an effect. Its key is unique, so it has the effect once.</summary>
public sealed class InboxItem
{
    /// <summary>See <see cref="Origin.Key"/>.</summary>
    public required string Key { get; init; }

    public required string Signature { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What was answered; the same again if it comes again.</summary>
    public required string Reply { get; init; }

    /// <summary>For a click: what is to be done, worked after the answer. Null when it was all done at once.</summary>
    public string? Work { get; init; }

    /// <summary>When the work was done; the same as <see cref="ReceivedAt"/> when there was none.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    public int Failures { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<InboxItem>(item =>
    {
        item.ToTable("Inbox");
        item.HasKey(i => i.Key);
        item.Property(i => i.Key).HasMaxLength(200);
        item.HasIndex(i => i.ReceivedAt).HasFilter("\"DoneAt\" IS NULL").HasDatabaseName("IX_Inbox_Open");
    });
}

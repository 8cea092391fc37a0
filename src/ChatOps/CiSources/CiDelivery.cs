using Microsoft.EntityFrameworkCore;

namespace ChatOps.CiSources;

/// <summary>What a CI source sent by itself, under a number of the source's own: however often it comes, it has one effect. It says where to look, and nothing else of it is kept.</summary>
public sealed class CiDelivery
{
    public const int LongestId = 100, LongestEvent = 60;

    public required string Id { get; init; }

    public required string Event { get; init; }

    /// <summary>Of one of the projects; null: nothing that the bot goes by.</summary>
    public string? Repository { get; init; }

    /// <summary>The run that it is about; null: it may be about any.</summary>
    public long? CiRun { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When those who wait were told; at once if it is nothing that the bot goes by.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<CiDelivery>(delivery =>
    {
        delivery.ToTable("CiDeliveries");
        delivery.Property(d => d.Id).HasMaxLength(LongestId);
        delivery.Property(d => d.Event).HasMaxLength(LongestEvent);
        delivery.Property(d => d.Repository).HasMaxLength(CiWatch.LongestName);
        delivery.HasIndex(d => d.ReceivedAt, "IX_CiDeliveries_Open").HasFilter("\"DoneAt\" IS NULL");
        delivery.HasIndex(d => d.ReceivedAt, "IX_CiDeliveries_ReceivedAt");
    });
}

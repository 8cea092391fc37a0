using ChatOps.Domain.Approvals;
using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Artifacts;

/// <summary>One cleaning of the artifact store: what was asked for, or the next night's, until it is done; then what came of it.</summary>
public sealed class Cleaning
{
    public long Id { get; private set; }

    /// <summary>Null: all of them.</summary>
    public string? Project { get; init; }

    /// <summary>Who asked for it; null: the bot's own, at the hour that the settings name.</summary>
    public Person? By { get; init; }

    /// <summary>Where it was asked for.</summary>
    public string? Channel { get; init; }

    /// <summary>The bot's own. There is one open at a time: the next.</summary>
    public bool IsByItself { get; init; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>When somebody should work on it: whoever does sets it later, so that another takes over if they vanish.</summary>
    public DateTimeOffset TryAt { get; set; }

    /// <summary>Null: not done yet.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How many lost bytes so far.</summary>
    public int Releases { get; set; }

    /// <summary>How many were freed so far.</summary>
    public long Bytes { get; set; }

    /// <summary>Why the last try stopped; null: it did not.</summary>
    public string? Fault { get; set; }

    public static Cleaning ByItself(DateTimeOffset at) => new() { IsByItself = true, DueAt = at, TryAt = at };

    internal static void Map(ModelBuilder model) => model.Entity<Cleaning>(cleaning =>
    {
        cleaning.ToTable("Cleanings");
        cleaning.Property(c => c.By).AsJson();
        cleaning.HasIndex(c => c.TryAt).HasFilter("\"EndedAt\" IS NULL").HasDatabaseName("IX_Cleanings_Open");
        cleaning.HasIndex(c => c.EndedAt);
    });
}

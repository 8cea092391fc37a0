using Microsoft.EntityFrameworkCore;

namespace ChatOps.CiSources;

/// <summary>When a repository's CI told something by itself, and when it was asked for news.</summary>
public sealed class CiWatch
{
    public const int LongestName = 200;

    /// <summary>In lower case.</summary>
    public required string Repository { get; init; }

    public DateTimeOffset? HeardAt { get; set; }

    public DateTimeOffset? AskedAt { get; set; }

    public static string KeyOf(string repository) => repository.ToLowerInvariant();

    /// <summary>The one of this repository; a new one if there was none.</summary>
    internal static async Task<CiWatch> Of(DbSet<CiWatch> all, string repository)
    {
        var key = KeyOf(repository);
        return await all.FindAsync(key) ?? all.Add(new() { Repository = key }).Entity;
    }

    internal static void Map(ModelBuilder model) => model.Entity<CiWatch>(watch =>
    {
        watch.ToTable("CiWatches");
        watch.HasKey(w => w.Repository);
        watch.Property(w => w.Repository).HasMaxLength(LongestName);
    });
}

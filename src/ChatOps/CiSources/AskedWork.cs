using ChatOps.Domain.Releases;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.CiSources;

/// <summary>Work that was asked of a CI source. It is stored before it is asked for, so that it is never asked for twice.</summary>
public sealed class AskedWork
{
    /// <summary>Names the work, whatever comes of it.</summary>
    public required string Key { get; init; }

    public required string Project { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The run that does it; null while it is not known.</summary>
    public long? CiRun { get; set; }

    /// <summary>The run's attempt that does it, or a later one.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>How it ended; <c>Running</c> until that is known.</summary>
    public CiConclusion Conclusion { get; set; } = CiConclusion.Running;

    internal static void Map(ModelBuilder model) => model.Entity<AskedWork>(work =>
    {
        work.ToTable("CiWork");
        work.HasKey(w => w.Key);
        work.Property(w => w.Key).HasMaxLength(200);
        work.Property(w => w.Conclusion).HasConversion<string>().HasMaxLength(24);
    });
}

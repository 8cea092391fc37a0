using ChatOps.Domain.Pipelines;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Notifications;

/// <summary>A channel or a person that is told how a project's runs end.</summary>
public sealed class Subscription
{
    public long Id { get; private set; }

    public required string Project { get; init; }

    /// <summary>Empty: all of them.</summary>
    public required string Environment { get; init; }

    /// <summary>A channel's id, or a person's.</summary>
    public required string Place { get; init; }

    public Outcomes Outcomes { get; set; }

    public bool Wants(RunStatus ended) => Outcomes switch
    {
        Outcomes.Succeeded => ended == RunStatus.Succeeded,
        Outcomes.Failed => ended is not (RunStatus.Succeeded or RunStatus.Cancelled),
        _ => true,
    };

    internal static void Map(ModelBuilder model) => model.Entity<Subscription>(subscription =>
    {
        subscription.Property(s => s.Outcomes).HasConversion<string>().HasMaxLength(24);
        subscription.HasIndex(s => new { s.Project, s.Environment, s.Place }).IsUnique();
    });
}

/// <summary>Which ends of runs somebody wants to be told.</summary>
public enum Outcomes
{
    All = 1,
    Succeeded,

    /// <summary>All that is neither a success nor cancelled by somebody.</summary>
    Failed,
}

internal static class OutcomeWords
{
    public static string InWords(this Outcomes outcomes) => outcomes switch
    {
        Outcomes.Succeeded => "when runs succeed",
        Outcomes.Failed => "when runs fail or are refused",
        _ => "how runs end",
    };
}

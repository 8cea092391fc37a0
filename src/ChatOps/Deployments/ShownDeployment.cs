using ChatOps.CiSources;
using ChatOps.Domain.Deployments;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Deployments;

/// <summary>What the CI source was told of one of our deployments. What it should be told is read off the deployment itself.</summary>
public sealed class ShownDeployment
{
    public required long Deployment { get; init; }

    /// <summary>Its number there; null while it is not shown.</summary>
    public long? Number { get; set; }

    public ShownState Told { get; set; }

    public DateTimeOffset NextTryAt { get; set; }

    /// <summary>Somebody tried: what was not answered may have been done.</summary>
    public bool WasTried { get; set; }

    public int Failures { get; set; }

    /// <summary>Nothing more will be told of it.</summary>
    public bool IsClosed { get; set; }

    /// <param name="current">The deployment that serves the environment now.</param>
    /// <returns>What must be told next; null: nothing.</returns>
    public static ShownState? Next(ShownState told, DeploymentOutcome outcome, bool isCurrent) => (told, outcome, isCurrent) switch
    {
        (ShownState.None, _, _) => ShownState.InProgress,
        (ShownState.InProgress, DeploymentOutcome.Running, _) => null,
        (ShownState.InProgress, DeploymentOutcome.Succeeded, _) => ShownState.Success,
        (ShownState.InProgress, DeploymentOutcome.OutcomeUnknown, _) => ShownState.Error,
        (ShownState.InProgress, _, _) => ShownState.Failure,
        (ShownState.Success, _, false) => ShownState.Inactive,
        _ => null,
    };

    internal static void Map(ModelBuilder model) => model.Entity<ShownDeployment>(shown =>
    {
        shown.ToTable("ShownDeployments");
        shown.HasKey(s => s.Deployment);
        shown.Property(s => s.Deployment).ValueGeneratedNever();
        shown.Property(s => s.Told).HasConversion<string>().HasMaxLength(24);
        shown.HasIndex(s => s.Deployment, "IX_ShownDeployments_Open").HasFilter("NOT \"IsClosed\"");
    });
}

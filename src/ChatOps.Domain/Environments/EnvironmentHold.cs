using ChatOps.Domain.Approvals;

namespace ChatOps.Domain.Environments;

/// <summary>What runs in an environment is pinned: nothing moves there, not even a rollback or what the holder asks for.</summary>
/// <param name="Reason">Untrusted text.</param>
public sealed record EnvironmentHold(Person By, string Reason, DateTimeOffset Since)
{
    public override string ToString() => $"held by {By.Name} since {Moment.Words(Since)} because {Reason}";
}

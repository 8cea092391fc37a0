using ChatOps.Domain.Pipelines;

namespace ChatOps.Domain.Environments;

/// <summary>A run that is ready for an environment, or being put into it.</summary>
/// <param name="InLineSince">When its release was ready.</param>
/// <param name="IsEmergency">It goes ahead of everything that has not begun.</param>
/// <param name="IsApplying">It has begun to change the environment.</param>
public sealed record LineEntry(long Run, RunKind Kind, long CiRun, DateTimeOffset InLineSince, bool IsApplying, RunStatus Status, bool IsEmergency = false)
{
    public override string ToString() => $"#{Run} ({(IsEmergency ? "emergency, " : Kind == RunKind.Rollback ? "rollback to " : "")}run {CiRun}, {State})";

    private string State => IsApplying ? "being deployed" : Status == RunStatus.WaitingForApproval ? "waiting for approval" : "in line";
}

/// <summary>The order in which runs may enter one environment: what is being applied, then emergencies, then rollbacks, then first come, first served.</summary>
public static class Line
{
    /// <returns>Whoever is first in line, if that is not the run itself.</returns>
    public static LineEntry? Ahead(long run, IEnumerable<LineEntry> line)
    {
        var first = line
            .OrderByDescending(e => e.IsApplying)
            .ThenByDescending(e => e.IsEmergency)
            .ThenByDescending(e => e.Kind == RunKind.Rollback)
            .ThenBy(e => e.InLineSince)
            .ThenBy(e => e.Run)
            .FirstOrDefault();
        return first is null || first.Run == run ? null : first;
    }
}

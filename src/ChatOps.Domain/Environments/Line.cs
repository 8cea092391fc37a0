using ChatOps.Domain.Pipelines;

namespace ChatOps.Domain.Environments;

/// <summary>A run that is ready for an environment, or being put into it.</summary>
/// <param name="InLineSince">When its release was ready.</param>
/// <param name="IsEmergency">It goes ahead of everything that has not begun.</param>
/// <param name="IsApplying">It has begun to change the environment.</param>
public sealed record LineEntry(long Run, RunKind Kind, long CiRun, DateTimeOffset InLineSince, bool IsApplying, RunStatus Status, bool IsEmergency = false)
{
    /// <summary>A lock of somebody else's keeps it out: it does not stand in the way of those who may pass.</summary>
    public bool IsBarred { get; init; }

    /// <summary>When the deployment began, for what is being deployed.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    public override string ToString() => $"#{Run} ({(IsEmergency ? "emergency, " : Kind == RunKind.Rollback ? "rollback to " : "")}run {CiRun}, {State})";

    private string State => IsApplying ? "being deployed" : Status == RunStatus.WaitingForApproval ? "waiting for approval" : "in line";
}

/// <summary>Where a run stands in an environment's line.</summary>
/// <param name="Position">1 is first.</param>
/// <param name="Usually">How long a deployment takes there, as far as its history tells.</param>
/// <param name="Expected">When it should be the run's turn; null if that hangs on people or nothing is known.</param>
public sealed record LinePlace(int Position, TimeSpan? Usually = null, DateTimeOffset? Expected = null);

/// <summary>The order in which runs may enter one environment: what is being applied, then emergencies, then rollbacks, then first come, first served; whom a lock bars stands back.</summary>
public static class Line
{
    // Fewer tell nothing about the next.
    private const int EnoughToTell = 3;

    public static IReadOnlyList<LineEntry> InOrder(IEnumerable<LineEntry> line) =>
    [
        .. line
            .OrderByDescending(e => e.IsApplying)
            .ThenBy(e => e.IsBarred)
            .ThenByDescending(e => e.IsEmergency)
            .ThenByDescending(e => e.Kind == RunKind.Rollback)
            .ThenBy(e => e.InLineSince)
            .ThenBy(e => e.Run),
    ];

    /// <returns>Whoever is first in line, if that is not the run itself.</returns>
    public static LineEntry? Ahead(long run, IEnumerable<LineEntry> line) =>
        InOrder(line) is [var first, ..] && first.Run != run ? first : null;

    /// <param name="run">One that is not in the line would come last.</param>
    /// <param name="usually">See <see cref="Usually"/>.</param>
    /// <returns>Null if it is first.</returns>
    public static LinePlace? PlaceOf(long run, IEnumerable<LineEntry> line, TimeSpan? usually)
    {
        var before = InOrder(line).TakeWhile(e => e.Run != run).ToList();
        if (before.Count == 0) return null;
        // A person who is still to be asked, or a lock, takes as long as it takes.
        var isOnlyTime = before[0].IsApplying && before.Skip(1).All(e => e is { IsBarred: false, Status: not RunStatus.WaitingForApproval });
        return new(before.Count + 1, usually, isOnlyTime ? before[0].BegunAt + (usually * before.Count) : null);
    }

    /// <summary>The median of the last deployments' times; null when they are too few to tell anything.</summary>
    public static TimeSpan? Usually(IReadOnlyList<TimeSpan> took)
    {
        if (took.Count < EnoughToTell) return null;
        var sorted = took.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

using ChatOps.Domain.Approvals;

namespace ChatOps.Domain.Gates;

/// <summary>When a release could go at the earliest, and what must happen before.</summary>
public static class Earliest
{
    /// <param name="gates">All in front of it; none of them says no.</param>
    /// <param name="tally">How far the approval is; null if nobody is asked, or nobody is needed any more.</param>
    /// <returns>Such as <c>2030-03-04 13:00:00 UTC, when 1 of @approvers says yes</c>; empty if nothing is in the way.</returns>
    public static string Of(IReadOnlyList<GateResult> gates, Tally? tally)
    {
        var waiting = gates.Where(g => g.Verdict == Verdict.Waiting).ToList();
        var time = waiting.Max(g => g.Until);
        var needs = new List<string>();
        if (waiting.Any(g => g.Gate == Gate.ApprovalName)) needs.Add(tally?.StillNeeds ?? "it is approved");
        needs.AddRange(waiting.Where(g => g.Gate != Gate.ApprovalName && g.Until is null).Select(g => $"{g.Gate} lets it pass ({g.Words})"));
        var when = needs.Count == 0 ? "" : $"when {string.Join(" and ", needs)}";
        return time is { } at ? $"{Words.Of(at)}{(when.Length > 0 ? $", {when}" : "")}" : when;
    }
}

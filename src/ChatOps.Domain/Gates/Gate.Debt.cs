using ChatOps.Domain.Environments;

namespace ChatOps.Domain.Gates;

public static partial class Gate
{
    /// <summary>An emergency that nobody signed for in time closes the environment, until somebody does.</summary>
    public static IEnumerable<GateResult> Debts(EnvironmentFacts facts) => facts.Overdue.Select(d => new GateResult(
        "debt", Verdict.Refused,
        $"nobody has signed for the emergency of #{d.Run} by {d.By.Name}; it was due at {Words.Of(d.ReviewBy)}. One of the approvers presses Sign on its card, then this goes on",
        ClearedBy: "an approver's signature"));
}

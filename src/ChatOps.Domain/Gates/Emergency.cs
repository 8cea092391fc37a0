namespace ChatOps.Domain.Gates;

/// <summary>Break-glass: which gates give way to somebody who may break it. What the bytes are, and that CI knows and passed them, never gives way.</summary>
public static class Emergency
{
    public const string PassedOver = "passed over in an emergency";

    private static readonly string[] GiveWay =
        ["after ", "window", "freeze", "lock", "hold", "soak", "wait", "release age", "branch", "change size", "only newer", "health of ", "debt"];

    /// <summary>What said no or not yet, and may be passed over, says that it was.</summary>
    public static IReadOnlyList<GateResult> PassOver(IReadOnlyList<GateResult> gates) =>
        [.. gates.Select(g => g.Verdict != Verdict.Passed && GivesWay(g.Gate) ? g with { Verdict = Verdict.Passed, Words = $"{PassedOver}: {g.Words}", Until = null } : g)];

    public static bool GivesWay(string gate) => GiveWay.Any(known => gate.StartsWith(known, StringComparison.Ordinal));
}

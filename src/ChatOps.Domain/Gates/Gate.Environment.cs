using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;

namespace ChatOps.Domain.Gates;

/// <summary>What keeps everything out of an environment for a time: freeze, hold, lock. Without one there is no such gate.</summary>
public static partial class Gate
{
    public const string FreezeName = "freeze";
    public const string HoldName = "hold";
    public const string LockName = "lock";

    private const string TimeAlone = "time alone";

    /// <summary>How long it stays shut hangs on people: nobody is asked for an approval before it opens.</summary>
    public static bool IsShut(GateResult gate) => gate.Verdict == Verdict.Waiting && IsShutByPeople(gate);

    /// <summary>How it enters a decision. What opens by itself at a known time was known when people decided, so it does not change what they said.</summary>
    public static GateResult? AsDecided(GateResult gate) => gate switch
    {
        { Verdict: Verdict.Passed } when IsShutByPeople(gate) => null,
        { Verdict: Verdict.Waiting, Until: not null, ClearedBy: TimeAlone } => gate with { Verdict = Verdict.Passed },
        _ => gate,
    };

    internal static IEnumerable<GateResult> Freeze(EnvironmentFacts facts, RunKind kind, DateTimeOffset now)
    {
        var on = facts.Freezes.Where(f => f.IsOn(now)).OrderBy(f => f.Since).ToList();
        if (on.Count == 0) yield break;
        var words = string.Join("; ", on);
        if (kind == RunKind.Rollback && facts.IsByApprover)
        {
            yield return new(FreezeName, Verdict.Passed, $"{words}; a rollback that an approver asks for goes on all the same");
            yield break;
        }

        var until = on.Any(f => f.Until is null) ? null : on.Max(f => f.Until);
        var except = kind == RunKind.Rollback ? "; only an approver's rollback goes on in a freeze" : "";
        yield return new(FreezeName, Verdict.Waiting, $"{words}{except}; {string.Join(", ", on.Select(f => $"/release unfreeze {f.What}"))}", until, "an approver: /release unfreeze");
    }

    internal static IEnumerable<GateResult> Hold(string environment, EnvironmentFacts facts)
    {
        if (facts.Hold is { } hold)
            yield return new(HoldName, Verdict.Waiting, $"{hold}; /release resume {environment}", ClearedBy: $"{hold.By.Name} or an approver: /release resume {environment}");
    }

    internal static IEnumerable<GateResult> Lock(string environment, EnvironmentFacts facts, DateTimeOffset now)
    {
        if (facts.Lock is not { } taken || !taken.IsOn(now)) yield break;
        yield return taken.Bars(facts.RequestedBy)
            ? new(LockName, Verdict.Waiting, $"{taken}; /release unlock {environment}", taken.Until, $"{taken.OwnerName} or an approver: /release unlock {environment}")
            : new(LockName, Verdict.Passed, $"{taken}, who asked for this");
    }

    private static bool IsShutByPeople(GateResult gate) => gate.Gate is FreezeName or HoldName or LockName;
}

using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;

namespace ChatOps.Domain.Gates;

/// <summary>The windows and planned freezes of the settings. Without any there is no such gate.</summary>
public static partial class Gate
{
    public const string WindowName = "window";

    /// <summary>As it stands for a deployment; null: there is none.</summary>
    public static GateResult? Window(EnvironmentPolicy policy, DateTimeOffset now) =>
        Window(policy, new(Current: null, Ahead: null, new HashSet<string>()), RunKind.Deploy, now).SingleOrDefault();

    internal static IEnumerable<GateResult> Window(EnvironmentPolicy policy, EnvironmentFacts facts, RunKind kind, DateTimeOffset now)
    {
        if (policy is not ({ Windows.Count: > 0 } or { Freezes.Count: > 0 })) return [];
        try
        {
            var times = policy.OpenTimes();
            var windows = policy.Windows is { Count: > 0 } texts ? $"open {string.Join(", ", texts)}" : "open but for planned freezes";
            if (times.IsOpen(now)) return [new(WindowName, Verdict.Passed, windows)];

            var closed = times.FrozenBy(now) is { } freeze ? $"planned freeze: {freeze.Reason}" : $"closed; {windows}";
            if (kind == RunKind.Rollback && facts.IsByApprover) return [new(WindowName, Verdict.Passed, $"{closed}; a rollback that an approver asks for goes on all the same")];
            var until = times.EarliestOpen(now);
            var opens = until is { } at ? $"opens {Moment.Words(at)}" : "no opening is in sight; look at the settings";
            return [new(WindowName, Verdict.Waiting, $"{closed}; {opens}", until, TimeAlone)];
        }
        catch (FormatException fault)
        {
            return [new(WindowName, Verdict.Unknown, $"the settings of {policy.Name}'s windows can't be read: {fault.Message}")];
        }
    }
}

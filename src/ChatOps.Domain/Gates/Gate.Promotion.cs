using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Gates;

public static partial class Gate
{
    public const string WayBackName = "way back";

    /// <summary>Where the policy asks for it: what runs there now must be in the store, so that it can be put back. Nothing where the policy does not.</summary>
    /// <param name="known">What hashing the store showed last; null: it was not looked at yet.</param>
    public static IEnumerable<GateResult> WayBack(EnvironmentPolicy policy, RunningRelease? current, WayBack? known)
    {
        if (!policy.Moves.RollbackMustBePossible) return [];
        return
        [
            current is null
                ? new(WayBackName, Verdict.Passed, $"nothing runs in {policy.Name} yet, so there is nothing to go back to")
                : known?.Deployment != current.Deployment
                    ? new(WayBackName, Verdict.Waiting, $"that {current} could be put back is checked when it is this run's turn")
                    : known.IsThere
                        ? new(WayBackName, Verdict.Passed, $"run {current.CiRun} is in the store, verified")
                        : new GateResult(WayBackName, Verdict.Refused,
                            $"{current} runs in {policy.Name} and is missing or damaged in the store, so it could not be put back; restore the store from its backup, or deploy run {current.CiRun} to another environment, which takes it in from CI again"),
        ];
    }
}

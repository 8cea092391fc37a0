namespace ChatOps.Domain.Gates;

public enum Verdict
{
    /// <summary>It could not be evaluated. Never good enough to go on.</summary>
    Unknown = 0,
    Passed,
    Waiting,
    Refused,
}

/// <summary>What one gate said, in words that tell why and, where it does not let pass, who or what can change that.</summary>
/// <param name="Gate">The gate's name, such as <c>CI run</c> or <c>approval</c>.</param>
/// <param name="Until">For one that waits: when it will let pass by itself at the earliest, if that is known.</param>
/// <param name="ClearedBy">Who or what can clear it, such as <c>@approvers</c>; empty where the words say all there is to say.</param>
public sealed record GateResult(string Gate, Verdict Verdict, string Words, DateTimeOffset? Until = null, string ClearedBy = "");

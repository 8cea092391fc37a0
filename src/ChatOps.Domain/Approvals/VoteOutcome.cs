namespace ChatOps.Domain.Approvals;

/// <summary>What became of a click on Approve or Reject, in words for the person who clicked.</summary>
public sealed record VoteOutcome(VoteResult Result, string Words)
{
    internal static VoteOutcome Counted(string words) => new(VoteResult.Counted, words);

    internal static VoteOutcome Refused(string words) => new(VoteResult.Refused, words);
}

public enum VoteResult
{
    Counted = 1,

    /// <summary>This person has already said the same: one vote.</summary>
    AlreadyCounted,
    Refused,

    /// <summary>The card showed a decision that is no longer the one to take.</summary>
    OutOfDate,
}

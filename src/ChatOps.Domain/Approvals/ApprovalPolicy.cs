namespace ChatOps.Domain.Approvals;

/// <summary>How many people of which group must say yes. The requester never counts.</summary>
/// <param name="Group">The group's name in the project's settings.</param>
/// <param name="Quorum">How many different people; at least one.</param>
/// <param name="NotAuthors">Nobody who wrote a commit in the range may approve it.</param>
/// <param name="ExpiresAfter">An unanswered question frees the line after this time.</param>
public sealed record ApprovalPolicy(string Group, int Quorum, bool NotAuthors, TimeSpan ExpiresAfter);

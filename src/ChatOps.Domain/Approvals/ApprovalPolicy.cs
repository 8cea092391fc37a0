namespace ChatOps.Domain.Approvals;

/// <summary>How many people of which group must say yes. The requester never counts.</summary>
/// <param name="Group">The group's name in the project's settings; with several parts, the last part's.</param>
/// <param name="Quorum">How many different people in all; at least one.</param>
/// <param name="NotAuthors">Nobody who wrote a commit in the range, or opened a pull request that it is in, may approve it; nor may anybody of whom that can't be told.</param>
/// <param name="ExpiresAfter">An unanswered question frees the line after this time, and an approval this old counts no longer.</param>
/// <param name="Parts">One quorum from each of several groups; null: the one group. A person counts for one part only.</param>
/// <param name="InOrder">A later part is asked only when the earlier ones are full.</param>
/// <param name="Conditions">What an approver must confirm by typing it; null: nothing.</param>
/// <param name="ReasonNeeded">An approver must say why.</param>
/// <param name="MoreForRisks">What touches one of the project's risks takes one person more.</param>
public sealed record ApprovalPolicy(
    string Group,
    int Quorum,
    bool NotAuthors,
    TimeSpan ExpiresAfter,
    IReadOnlyList<ApprovalPart>? Parts = null,
    bool InOrder = false,
    IReadOnlyList<string>? Conditions = null,
    bool ReasonNeeded = false,
    bool MoreForRisks = false)
{
    /// <summary>The parts in their order; the short form is one part.</summary>
    public IReadOnlyList<ApprovalPart> Asked => Parts is { Count: > 0 } parts ? parts : [new(Group, Quorum)];

    /// <summary>Such as <c>@team and @release-managers</c>.</summary>
    public string Groups => string.Join(" and ", Asked.Select(p => $"@{p.Group}"));

    /// <summary>Somebody types something, or says why: a click alone is not enough.</summary>
    public bool AsksForWords => ReasonNeeded || Conditions is { Count: > 0 };

    /// <summary>One person more than usual, of the last group.</summary>
    public ApprovalPolicy OneMore => this with
    {
        Quorum = Quorum + 1,
        Parts = Parts is { Count: > 0 } parts ? [.. parts.Take(parts.Count - 1), parts[^1] with { Count = parts[^1].Count + 1 }] : null,
    };

    /// <summary>Going back must be quick: one of the last group, which needs nobody else for its own rollbacks.</summary>
    public ApprovalPolicy ForRollback => this with { Quorum = 1, Parts = null, InOrder = false };
}

/// <param name="Count">How many different people of this group; at least one.</param>
public sealed record ApprovalPart(string Group, int Count);

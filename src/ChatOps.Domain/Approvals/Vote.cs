namespace ChatOps.Domain.Approvals;

/// <summary>One person's recorded yes or no to one decision. It is never deleted: when the decision moves, it is void and says why.</summary>
public sealed class Vote
{
    internal Vote(Person by, bool approves, string? reason, string decision, DateTimeOffset at, string? stage = null)
    {
        By = by;
        Approves = approves;
        Reason = reason;
        Decision = decision;
        At = at;
        Stage = stage;
    }

    private Vote() => (By, Decision) = (null!, null!);

    public long Id { get; private set; }

    public Person By { get; private set; }

    public bool Approves { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The decision that the person saw.</summary>
    public string Decision { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The approval stage it was given to; null: the deployment itself.</summary>
    public string? Stage { get; private set; }

    public string? VoidBecause { get; private set; }

    public bool Counts => VoidBecause is null;

    internal void Void(string because) => VoidBecause ??= because;
}

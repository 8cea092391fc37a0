namespace ChatOps.Domain.Approvals;

/// <summary>One person's recorded yes or no to one decision. It is never deleted: when the decision moves, it is void and says why.</summary>
public sealed class Vote
{
    internal Vote(Person by, bool approves, string? reason, string decision, DateTimeOffset at, IReadOnlyList<string>? groups = null, Person? inPlaceOf = null, string? stage = null)
    {
        By = by;
        Approves = approves;
        Reason = reason;
        Decision = decision;
        At = at;
        Stage = stage;
        Groups = groups;
        InPlaceOf = inPlaceOf;
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

    /// <summary>The groups that it may count for: asked at the click, and holding the person, or the one in whose place they voted. Null for a vote from before there were parts.</summary>
    public IReadOnlyList<string>? Groups { get; private set; }

    /// <summary>Who delegated their vote to this person; null: it is their own.</summary>
    public Person? InPlaceOf { get; private set; }

    public string? VoidBecause { get; private set; }

    public bool Counts => VoidBecause is null;

    /// <summary>Whose voice it is. One voice counts once, whoever raised it.</summary>
    public Person Voice => InPlaceOf ?? By;

    public bool MayCountFor(string group) => Groups is null || Groups.Contains(group);

    /// <summary>Why it would not count if it were given now; null if it would. Groups that are gone are struck off.</summary>
    /// <param name="now">What the chat says now of the voter and of those who delegate to them.</param>
    internal string? WhyNoLonger(Standing now)
    {
        if (now.Objection is { } objection) return $"{By.Name} may not approve any more: {objection}";
        var whose = InPlaceOf is { } other ? now.InPlaceOf.FirstOrDefault(s => s.Person.Is(other)) : now;
        if (whose is null) return $"{By.Name} no longer votes in the place of {InPlaceOf!.Name}";
        if (whose.Objection is { } gone) return $"{whose.Person.Name}, in whose place {By.Name} approved, may not approve any more: {gone}";
        var left = (Groups ?? [.. whose.Groups]).Where(whose.IsIn).ToList();
        if (left.Count == 0) return $"{whose.Person.Name} is no longer in {(Groups is { Count: > 0 } groups ? string.Join(" or ", groups.Select(g => $"@{g}")) : "the group")}";
        if (Groups is not null && left.Count < Groups.Count) Groups = left;
        return null;
    }

    internal void Void(string because) => VoidBecause ??= because;
}

namespace ChatOps.Domain.Approvals;

/// <summary>Somebody lets somebody else vote in their place for a time. It reaches no further: what was delegated to them can't be passed on.</summary>
public sealed class Delegation
{
    /// <summary>Longer absences are for the groups themselves.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public Delegation(Person from, string to, TimeSpan length, string? reason, DateTimeOffset now)
    {
        From = from;
        FromId = from.Id;
        ToId = to;
        Reason = reason;
        Since = now;
        Until = now + length;
    }

    private Delegation() => (From, FromId, ToId) = (null!, null!, null!);

    public long Id { get; private set; }

    public Person From { get; private set; }

    public string FromId { get; private set; }

    /// <summary>The chat's user id of the person who may vote in their place.</summary>
    public string ToId { get; private set; }

    public string? Reason { get; private set; }

    public DateTimeOffset Since { get; private set; }

    /// <summary>When it ends; earlier than planned if it was stopped.</summary>
    public DateTimeOffset Until { get; private set; }

    public bool IsOn(DateTimeOffset now) => now < Until;

    public void Stop(DateTimeOffset now)
    {
        if (IsOn(now)) Until = now;
    }
}

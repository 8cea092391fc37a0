using ChatOps.Domain.Approvals;

namespace ChatOps.Domain.Environments;

/// <summary>Somebody has an environment to themselves: the deployments of everybody else wait in line.</summary>
/// <param name="Owner">Whose deployments pass; null: the bot itself took it, so nobody's do.</param>
/// <param name="Reason">In the owner's words; untrusted.</param>
/// <param name="Until">When it ends by itself; null: it does not.</param>
/// <param name="RemindAt">When the owner is to be reminded; null: not, or not any more.</param>
/// <param name="Channel">Where it was taken, and where the reminder goes.</param>
public sealed record EnvironmentLock(Person? Owner, string Reason, DateTimeOffset Since, DateTimeOffset? Until, DateTimeOffset? RemindAt, string Channel)
{
    public string OwnerName => Owner?.Name ?? "the bot";

    /// <summary>When something is to be done about it without anybody asking.</summary>
    public DateTimeOffset? DueAt => Until is null || RemindAt < Until ? RemindAt ?? Until : Until;

    public bool IsOn(DateTimeOffset now) => Until is null || now < Until;

    /// <summary>Whether a run that this person asked for has to wait.</summary>
    public bool Bars(Person? by) => Owner is null || by?.Is(Owner) != true;

    public override string ToString() =>
        $"locked by {OwnerName} since {Moment.Words(Since)} because {Reason}{(Until is { } until ? $"; until {Moment.Words(until)}" : "")}";
}

/// <summary>How long locks of an environment may last, and when their owners are reminded.</summary>
/// <param name="ExpiresAfter">Ends a lock that was taken without an end; null: it stays until somebody ends it.</param>
/// <param name="RemindAfter">When the owner is reminded of a lock that is still there.</param>
public sealed record LockPolicy(TimeSpan? ExpiresAfter, TimeSpan RemindAfter)
{
    public static readonly LockPolicy Default = new(ExpiresAfter: null, TimeSpan.FromHours(8));

    private static readonly TimeSpan BeforeTheEnd = TimeSpan.FromMinutes(15);

    /// <summary>Once for each lock: after the time of the policy or, for one that ends sooner, shortly before its end. One that is over in half an hour needs none.</summary>
    public DateTimeOffset? RemindAt(DateTimeOffset since, DateTimeOffset? until)
    {
        var usual = since + RemindAfter;
        if (until is not { } end || usual < end) return usual;
        return end - since >= 2 * BeforeTheEnd ? end - BeforeTheEnd : null;
    }
}

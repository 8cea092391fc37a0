using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;

namespace ChatOps.Domain.Environments;

/// <summary>The lock: one at a time, ended by its owner, by an approver, or by its own end.</summary>
public sealed partial class EnvironmentRecord
{
    private readonly List<AuditEvent> _events = [];

    public EnvironmentLock? Lock { get; private set; }

    /// <summary>When the lock ends by itself or its owner is to be reminded, whichever comes first.</summary>
    public DateTimeOffset? LockDueAt { get; private set; }

    /// <summary>What happened since this was last called; the record belongs to no run, so each names the environment.</summary>
    public IReadOnlyList<AuditEvent> TakeEvents()
    {
        var taken = _events.ToList();
        _events.Clear();
        return taken;
    }

    /// <param name="by">Null: the bot itself.</param>
    /// <param name="until">Null: as the policy says.</param>
    public EnvironmentAnswer TakeLock(Person? by, string reason, DateTimeOffset? until, string channel, LockPolicy policy, DateTimeOffset now)
    {
        EndLockIfOver(now);
        if (until <= now) return Refuse("lock.refused", by, $"The lock would have ended at {Moment.Words(until.Value)}, which is over. Give a time to come, or none.");
        if (Lock is { } taken)
        {
            var isOwn = by is not null && !taken.Bars(by);
            return Refuse("lock.refused", by, isOwn
                ? $"{Name} is yours already: {taken}. To change that, type: /release unlock {Name}, and lock it again."
                : $"{Name} is {taken}. Ask {taken.OwnerName} to unlock it: /release unlock {Name}");
        }

        until ??= now + policy.ExpiresAfter;
        SetLock(new(by, reason, now, until, policy.RemindAt(now, until), channel));
        Happened("lock.taken", by, $"{(until is { } end ? $"until {Moment.Words(end)}, " : "")}because {reason}");
        return new(true, $"{Name} is locked{(until is { } told ? $" until {Moment.Words(told)}" : "")}: deployments by others wait in line. To end it, type: /release unlock {Name}.{UnderWay}");
    }

    /// <param name="approvers">The groups whose members may end somebody else's lock.</param>
    /// <param name="of">The beginning of the lock that is meant; null: whichever there is.</param>
    public EnvironmentAnswer ReleaseLock(Standing who, IReadOnlyList<string> approvers, string? reason, DateTimeOffset? of, DateTimeOffset now)
    {
        var by = who.Person;
        EndLockIfOver(now);
        if (Lock is not { } taken) return Refuse("unlock.refused", by, $"{Name} is not locked.");
        if (of is { } meant && meant != taken.Since) return Refuse("unlock.refused", by, $"That lock has ended. Now {Name} is {taken}.");
        if (WhyNotEnd(who, taken.Owner, approvers, "unlock") is { } no) return Refuse("unlock.refused", by, no);
        SetLock(null);
        var whose = taken.Bars(by) ? $" It was {taken}." : "";
        Happened("lock.released", by, $"{taken}{(reason is null ? "" : $"; released because {reason}")}");
        return new(true, $"{Name} is unlocked.{whose}{(Hold is { } hold ? $" It is still {hold}." : "")}");
    }

    /// <param name="to">What the chat says of the person who is to have the lock.</param>
    public EnvironmentAnswer HandOverLock(Standing who, Standing to, IReadOnlyList<string> approvers, DateTimeOffset now)
    {
        var by = who.Person;
        EndLockIfOver(now);
        if (Lock is not { } taken) return Refuse("hand-over.refused", by, $"{Name} is not locked, so there is nothing to hand over. To lock it, type: /release lock {Name} because …");
        if (WhyNotEnd(who, taken.Owner, approvers, "hand over") is { } no) return Refuse("hand-over.refused", by, no);
        if (to.Objection is { } objection) return Refuse("hand-over.refused", by, $"{to.Person.Name} can't have the lock: {objection}.");
        if (!taken.Bars(to.Person)) return Refuse("hand-over.refused", by, $"{to.Person.Name} has the lock of {Name} already.");
        SetLock(taken with { Owner = to.Person });
        Happened("lock.handed-over", by, $"from {taken.OwnerName} to {to.Person}: {taken.Reason}");
        return new(true, $"The lock of {Name} is {to.Person.Name}'s now; it was {taken.OwnerName}'s.");
    }

    /// <summary>What is due about the lock without anybody asking: its end, or the reminder, which comes once.</summary>
    /// <returns>The lock and what became of it; null: nothing is due.</returns>
    public (EnvironmentLock Lock, LockDue Due)? LookAtLock(DateTimeOffset now)
    {
        if (Lock is not { } taken || taken.DueAt is not { } due || due > now) return null;
        if (EndLockIfOver(now)) return (taken, LockDue.Ended);
        SetLock(taken with { RemindAt = null });
        return (taken, LockDue.Reminder);
    }

    private bool EndLockIfOver(DateTimeOffset now)
    {
        if (Lock is not { } taken || taken.IsOn(now)) return false;
        SetLock(null);
        Happened("lock.expired", null, taken.ToString());
        return true;
    }

    private void SetLock(EnvironmentLock? next)
    {
        Lock = next;
        LockDueAt = next?.DueAt;
        Version++;
    }

    private string UnderWay => ApplyingRun is { } run ? $" #{run} is being deployed there and runs on to its end." : "";

    private string? WhyNotEnd(Standing who, Person? owner, IReadOnlyList<string> approvers, string what)
    {
        if (who.Objection is { } objection) return $"Nothing was changed: {objection}.";
        if (owner is not null && who.Person.Is(owner)) return null;
        if (approvers.Any(who.IsIn)) return null;
        var people = string.Join(" or ", approvers.Select(g => $"a member of @{g}").Prepend(owner?.Name).OfType<string>());
        return people.Length == 0 ? $"Nobody can {what} {Name}: the project's settings name no approvers." : $"Only {people} can {what} {Name}.";
    }

    private EnvironmentAnswer Refuse(string what, Person? by, string words)
    {
        _events.Add(new(what, by, $"{Project} {Name}: {words}"));
        return new(false, words);
    }

    private void Happened(string what, Person? by, string words) => _events.Add(new(what, by, $"{Project} {Name}: {words}"));
}

/// <summary>What came of a lock by itself.</summary>
public enum LockDue
{
    /// <summary>It has ended; whoever waits may look again.</summary>
    Ended = 1,

    /// <summary>It is still there, and its owner is to be reminded.</summary>
    Reminder,
}

using ChatOps.Audit;
using ChatOps.Domain.Audit;

namespace ChatOps.Persistence;

/// <summary>One change on its way into the database: its context, its moment, and the end of the audit chain.</summary>
/// <param name="now">On PostgreSQL the database's time.</param>
public sealed class Commit(ChatOpsDb db, AuditEntry? tail, DateTimeOffset now)
{
    private readonly HashSet<long> _wake = [];

    public ChatOpsDb Db { get; } = db;

    public DateTimeOffset Now { get; } = now;

    internal AuditEntry? Tail { get; private set; } = tail;

    internal IReadOnlySet<long> ToWake => _wake;

    internal ToDo Left { get; private set; }

    public void Record(AuditEvent happened, long? run)
    {
        Tail = AuditEntry.After(Tail, Now, happened.What, run, happened.Who, happened.Why, happened.Digest);
        Db.Audit.Add(AuditRow.Of(Tail));
    }

    /// <summary>Once this is stored, the runner should look at the run.</summary>
    public void Wake(long run) => _wake.Add(run);

    /// <summary>Once this is stored, there is something to send, or an inbox item to work on.</summary>
    public void Leaves(ToDo work) => Left |= work;
}

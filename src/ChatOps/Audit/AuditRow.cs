using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Releases;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Audit;

/// <summary>An audit entry as it is stored: one column a fact, so that anybody can read it with plain SQL.</summary>
public sealed class AuditRow
{
    public long Number { get; private init; }

    public DateTimeOffset At { get; private init; }

    public required string What { get; init; }

    public long? Run { get; private init; }

    public string? WhoId { get; private init; }

    public string? WhoWorkspace { get; private init; }

    public string? WhoName { get; private init; }

    public required string Why { get; init; }

    public Digest? Digest { get; private init; }

    public Digest Previous { get; private init; }

    public Digest Hash { get; private init; }

    public static AuditRow Of(AuditEntry entry) => new()
    {
        Number = entry.Number, At = entry.At, What = entry.What, Run = entry.Run, Why = entry.Why, Digest = entry.Digest,
        WhoId = entry.Who?.Id, WhoWorkspace = entry.Who?.Workspace, WhoName = entry.Who?.Name, Previous = entry.Previous, Hash = entry.Hash,
    };

    public AuditEntry ToEntry() =>
        new(Number, At, What, Run, WhoId is null ? null : new Person(WhoId, WhoWorkspace ?? "", WhoName ?? ""), Why, Digest, Previous, Hash);

    internal static void Map(ModelBuilder model) => model.Entity<AuditRow>(row =>
    {
        row.ToTable("AuditEntries");
        row.HasKey(r => r.Number);
        row.Property(r => r.Number).ValueGeneratedNever();
        row.HasIndex(r => r.Run);
    });
}

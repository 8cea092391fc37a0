using ChatOps.Domain.Audit;
using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Audit;

/// <summary>Reads the audit trail.</summary>
public static class AuditTrail
{
    /// <returns>How many entries are whole, and what is wrong with the first that is not; null if all are.</returns>
    public static async Task<(long Whole, string? Fault)> Verify(ChatOpsDb db, CancellationToken ct)
    {
        AuditEntry? previous = null;
        await using var rows = db.Audit.AsNoTracking().OrderBy(a => a.Number).AsAsyncEnumerable().GetAsyncEnumerator(ct);
        while (true)
        {
            var whole = previous?.Number ?? 0;
            try
            {
                if (!await rows.MoveNextAsync()) return (whole, null);
            }
            catch (Exception unreadable) when (unreadable is FormatException or InvalidCastException or InvalidOperationException)
            {
                return (whole, $"entry {whole + 1} can't be read");
            }

            var entry = rows.Current.ToEntry();
            if (entry.FaultAfter(previous) is { } fault) return (whole, fault);
            previous = entry;
        }
    }
}

using ChatOps.Domain;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Artifacts;

/// <summary>How big the artifact store is, and when it was last cleaned, for people who wait for the answer.</summary>
public sealed class StoreState(ArtifactStore store)
{
    // A folder on another machine may hang; what else there is to tell does not wait for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<string> Line(ChatOpsDb db, CancellationToken ct)
    {
        var last = await db.Cleanings.Where(c => c.EndedAt != null).OrderByDescending(c => c.EndedAt).FirstOrDefaultAsync(ct);
        var open = await db.Cleanings.Where(c => c.EndedAt == null && c.Fault != null).OrderBy(c => c.TryAt).FirstOrDefaultAsync(ct);
        var cleaned = last is null ? "never cleaned up yet" : $"last cleaned up on {last.EndedAt:yyyy-MM-dd HH:mm} UTC, {Surplus.In(last.Releases, last.Bytes)} freed";
        return $"Artifact store: {await Size(ct)}; {cleaned}.{(open is null ? "" : $" Cleaning up stopped: {open.Fault}")}";
    }

    private async Task<string> Size(CancellationToken ct)
    {
        try
        {
            var stored = await Task.Run(store.Stored, CancellationToken.None).WaitAsync(Patience, ct);
            return $"{stored.Count} {(stored.Count == 1 ? "artifact" : "artifacts")}, {Words.OfBytes(stored.Sum(b => b.Size))}";
        }
        catch (ArtifactException)
        {
            return "its folder can't be read";
        }
        catch (TimeoutException)
        {
            return "its folder does not answer in time";
        }
    }
}

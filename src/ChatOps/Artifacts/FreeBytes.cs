using ChatOps.Domain.Audit;
using ChatOps.Domain.Releases;
using ChatOps.Environments;
using ChatOps.Persistence;
using ChatOps.Projects;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatOps.Artifacts;

/// <summary>Carries out a cleaning: what may go is decided, set aside and recorded in one change, and only then deleted.</summary>
/// <remarks>
/// Changes are stored one after the other, also those of several bots on one database (see <see cref="CommitQueue"/>), and bytes leave the store
/// nowhere but within one. So whoever pins a release in a change of theirs either comes before, and the bytes are kept, or comes after, finds
/// them missing right there (<see cref="ArtifactStore.Has"/>), and takes them in again. What was set aside when a change was undone, or
/// its bot died, is put right by what is on record: bytes that a release still has go back.
/// </remarks>
public sealed class FreeBytes(ArtifactStore store, CommitQueue commits, ProjectCatalog projects, IOptions<ArtifactOptions> options, ILogger<FreeBytes> log)
{
    // Others wait for their change meanwhile.
    private const int MostAtOnce = 200;

    private static readonly TimeSpan TryEvery = TimeSpan.FromMinutes(10);

    private readonly RetentionPolicy _policy = options.Value.ToPolicy();

    /// <exception cref="ArtifactException">The folder can't be used.</exception>
    public async Task<Surplus> WouldFree(Database database, string? project, DateTimeOffset now)
    {
        var stored = store.Stored();
        await using var db = database.Read();
        return Retention.Of(await db.FactsForRetention(projects, _policy), stored, _policy, now, project);
    }

    /// <summary>Works on a cleaning that is due, if nobody else does.</summary>
    public async Task Do(long id, CancellationToken ct)
    {
        if (!await commits.Run(async commit =>
        {
            if (await commit.Db.Cleanings.FindAsync(id) is not { EndedAt: null } cleaning || cleaning.TryAt > commit.Now) return false;
            cleaning.TryAt = commit.Now + TryEvery;
            return true;
        }, ct)) return;
        try
        {
            await PutRight(ct);
            while (true)
            {
                ct.ThrowIfCancellationRequested();
                var stored = store.Stored();
                var (aside, fault) = await commits.Run(commit => Free(commit, id, stored), ct);
                if (fault is not null) log.LogWarning(fault, "Cleaning up stopped: {Why}", fault.Message);
                foreach (var path in aside) ArtifactStore.Delete(path);
                if (aside.Count == 0 || fault is not null) return;
            }
        }
        catch (ArtifactException fault)
        {
            log.LogWarning(fault, "Cleaning up stopped: {Why}", fault.Message);
            await commits.Run(async commit => Stop(commit, (await commit.Db.Cleanings.FindAsync(id))!, fault), ct);
        }
    }

    /// <summary>What an undone change or a dead bot has set aside: bytes that a release has by what is on record go back, the others go for good.</summary>
    /// <exception cref="ArtifactException">The folder can't be used.</exception>
    public async Task PutRight(CancellationToken ct)
    {
        if (store.SetAside().Count == 0) return;
        var spare = await commits.Run(async commit =>
        {
            var needed = (await commit.Db.Releases.Where(r => r.CleanedAt == null).Select(r => r.Artifacts).ToListAsync()).SelectMany(a => a).Select(a => a.Digest).ToHashSet();
            var aside = store.SetAside();
            foreach (var (digest, path) in aside.Where(a => needed.Contains(a.Digest))) store.PutBack(digest, path);
            return aside.Where(a => !needed.Contains(a.Digest)).ToList();
        }, ct);
        foreach (var (_, path) in spare) ArtifactStore.Delete(path);
    }

    /// <returns>What is set aside now, to be deleted when that is stored; nothing: there is no more to do.</returns>
    private async Task<(List<string> Aside, ArtifactException? Fault)> Free(Commit commit, long id, IReadOnlyList<StoredBytes> stored)
    {
        if (await commit.Db.Cleanings.FindAsync(id) is not { EndedAt: null } cleaning) return ([], null);
        cleaning.TryAt = commit.Now + TryEvery;
        var surplus = Retention.Of(await commit.Db.FactsForRetention(projects, _policy), stored, _policy, commit.Now, cleaning.Project);
        var gone = new List<StoredBytes>();
        var aside = new List<string>();
        ArtifactException? fault = null;
        foreach (var bytes in surplus.Bytes.Take(MostAtOnce))
        {
            try
            {
                if (store.SetAside(bytes.Digest) is { } path) aside.Add(path);
                gone.Add(bytes);
            }
            catch (ArtifactException stop)
            {
                fault = stop;
                break;
            }
        }

        await Record(commit, cleaning, surplus, stored, gone);
        if (fault is not null) Stop(commit, cleaning, fault);
        else if (aside.Count == 0) End(commit, cleaning);
        return (aside, fault);
    }

    // A release whose bytes are not in the store any more is cleaned, whoever took them.
    private static async Task Record(Commit commit, Cleaning cleaning, Surplus surplus, IReadOnlyList<StoredBytes> stored, List<StoredBytes> gone)
    {
        var left = stored.Select(b => b.Digest).Except(gone.Select(b => b.Digest)).ToHashSet();
        var ids = surplus.Releases.Where(r => r.Artifacts.Any(a => !left.Contains(a.Digest))).Select(r => r.Id).ToList();
        if (ids.Count == 0 && gone.Count == 0) return;
        foreach (var release in await commit.Db.Releases.Where(r => ids.Contains(r.Id)).ToListAsync()) release.BytesWent(commit.Now);
        var size = gone.Sum(b => b.Size);
        cleaning.Releases += ids.Count;
        cleaning.Bytes += size;
        var which = gone.Count > 0 ? string.Join(", ", gone.Select(b => b.Digest.Short)) : "their bytes were gone already";
        commit.Record(new AuditEvent("artifacts.cleaned", cleaning.By, $"{Surplus.In(ids.Count, size)} freed of {cleaning.Project ?? "all projects"}: {which}"), run: null);
    }

    private void End(Commit commit, Cleaning cleaning)
    {
        (cleaning.EndedAt, cleaning.Fault) = (commit.Now, null);
        // In the same change: a bot that is stopped right now does not miss the next night.
        if (cleaning.IsByItself && options.Value.NextCleanup(commit.Now) is { } next) commit.Db.Cleanings.Add(Cleaning.ByItself(next));
        if (cleaning.By is not { } by) return;
        Whisper(commit, cleaning.Channel!, by.Id, $"Cleaned up: {Surplus.In(cleaning.Releases, cleaning.Bytes)} freed.");
    }

    // Told once, and tried again until it works.
    private void Stop(Commit commit, Cleaning cleaning, ArtifactException fault)
    {
        cleaning.TryAt = commit.Now + TryEvery;
        if (cleaning.Fault is not null) return;
        cleaning.Fault = fault.Message;
        var words = $"{Surplus.In(cleaning.Releases, cleaning.Bytes)} freed so far. {fault.Message} It is tried again every {Domain.Words.Of(TryEvery)}.";
        if (cleaning.By is { } by) Whisper(commit, cleaning.Channel!, by.Id, $"Cleaning up stopped: {words}");
        else foreach (var channel in projects.All.Select(p => p.Channels is [var first, ..] ? first : null).OfType<string>().Distinct()) commit.Tell(channel, otherwise: null, new Note("Cleaning up the artifact store stopped", words, Tone: NoteTone.Bad));
    }

    private static void Whisper(Commit commit, string channel, string user, string words)
    {
        commit.Db.Outbox.Add(new() { Channel = channel, User = user, Note = new Note("", words), CreatedAt = commit.Now, NextTryAt = commit.Now });
        commit.Leaves(ToDo.Notes);
    }
}

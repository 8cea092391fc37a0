using ChatOps.Artifacts;
using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Releases.Evidence;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines.Steps;

/// <summary>Copies each artifact once into the store and pins its digest. A release that is there already is only checked: no rebuild, ever.</summary>
public sealed class TakeInStep(CiSourceCatalog sources, ArtifactStore store, Database database, ReadEvidence evidence)
{
    public async Task<Outcome> Do(PipelineRun run, CancellationToken ct)
    {
        Release? release = null;
        try
        {
            release = await Find(run, ct);
            return release is not null ? await Check(run, release, ct) : await Copy(run, run.Ci!, ct);
        }
        catch (CiUnavailableException fault)
        {
            return Outcomes.TryAgainLater(fault.Message);
        }
        catch (ArtifactMissingException fault)
        {
            return Outcomes.Refused(release?.CleanedAt is { } cleaned ? $"the artifact of run {release.CiRun} was cleaned up on {cleaned:yyyy-MM-dd}, and CI has it no more: {fault.Message}" : fault.Message);
        }
        catch (ArtifactException fault) when (fault is ArtifactStoreFullException or ArtifactStoreUnavailableException)
        {
            return Outcomes.TryAgainLater(fault.Message);
        }
        catch (ArtifactException fault)
        {
            return Outcomes.Refused(fault.Message);
        }
        catch (IOException fault)
        {
            return Outcomes.TryAgainLater($"Copying the artifact broke off ({fault.GetType().Name}); it is tried again.");
        }
    }

    private async Task<Release?> Find(PipelineRun run, CancellationToken ct)
    {
        await using var db = database.Read();
        return run.ReleaseId is { } id
            ? await db.Releases.FirstOrDefaultAsync(r => r.Id == id, ct)
            : await db.Releases.FirstOrDefaultAsync(r => r.Project == run.Project && r.CiRun == run.CiRun && r.Attempt == run.Ci!.Attempt, ct);
    }

    private async Task<Outcome> Check(PipelineRun run, Release release, CancellationToken ct)
    {
        foreach (var offered in run.Ci?.Artifacts ?? [])
        {
            if (offered.Digest is { } digest && release.Artifacts.FirstOrDefault(a => a.Name == offered.Name) is { } pinned && pinned.Digest != digest)
            {
                return Outcomes.Refused(
                    $"{offered.Name} of run {release.CiRun} was replaced in CI after it was pinned: it was {pinned.Digest.Short} and is now {digest.Short}. Run CI again and deploy the new run");
            }
        }

        var isFetched = false;
        foreach (var artifact in release.Artifacts)
        {
            if (await store.Verify(artifact.Digest, ct) == Verification.Intact) continue;
            if (run.Kind == RunKind.Rollback)
                return Outcomes.Refused($"{artifact.Name} of run {release.CiRun} is missing or damaged in the store, so it can't be rolled back to; choose another run");
            await using var again = await sources.For(run.Project).Open(release.CiRun, release.Attempt, artifact.Name, ct);
            await store.TakeIn(again, artifact.Name, artifact.Digest, run.Definition.MaxArtifactBytes, ct);
            isFetched = true;
        }

        // Also for a release from before evidence was looked for, or when other files are looked for now.
        var isToBeRead = run.Kind != RunKind.Rollback && run.Definition.EvidenceFiles is { } looked && release.Reports?.LookedFor.SequenceEqual(looked) != true;
        return Pin(release, isToBeRead ? await ReadReports(run, release.Artifacts, ct) : null, isFetched);
    }

    private async Task<ReleaseReports?> ReadReports(PipelineRun run, IReadOnlyList<Artifact> artifacts, CancellationToken ct) =>
        run.Definition.EvidenceFiles is { } patterns ? await evidence.Of(artifacts, patterns, run.Definition.Artifact, ct) : null;

    private async Task<Outcome> Copy(PipelineRun run, CiRun ci, CancellationToken ct)
    {
        if (ci.Artifacts.Count == 0) return Outcomes.Refused($"run {ci.Id} made no artifacts, so there is nothing to deploy");
        var taken = new List<Artifact>();
        foreach (var offered in ci.Artifacts)
        {
            // Before the first byte of it is fetched.
            if (offered.Size > run.Definition.MaxArtifactBytes) throw new ArtifactTooBigException(offered.Name, run.Definition.MaxArtifactBytes);
            await using var source = await sources.For(run.Project).Open(ci.Id, ci.Attempt, offered.Name, ct);
            taken.Add(await store.TakeIn(source, offered.Name, offered.Digest, run.Definition.MaxArtifactBytes, ct));
        }

        var reports = await ReadReports(run, taken, ct);
        return async (r, commit) =>
        {
            var stored = await commit.Db.Releases.FirstOrDefaultAsync(x => x.Project == r.Project && x.CiRun == ci.Id && x.Attempt == ci.Attempt, CancellationToken.None);
            Pin(r, stored ?? new Release(r.Project, ci, taken, commit.Now, reports), commit.Now);
        };
    }

    private Outcome Pin(Release release, ReleaseReports? reports, bool isFetched) => async (run, commit) =>
    {
        var stored = await commit.Db.Releases.SingleAsync(r => r.Id == release.Id, CancellationToken.None);
        if (reports is not null) stored.ReportsAre(reports);
        Pin(run, stored, commit.Now, isFetched);
    };

    // Bytes that were found in the store a moment ago may have been cleaned up since, as another release's. From here on nobody does: a run has them pinned.
    private void Pin(PipelineRun run, Release release, DateTimeOffset now, bool isFetched = false)
    {
        if (!store.HasAll(release))
        {
            run.TryAgainLater("Its bytes were cleaned up at this very moment; they are taken in again.", now);
            return;
        }

        var how = release.CleanedAt is { } cleaned && isFetched ? $" (it was cleaned up on {cleaned:yyyy-MM-dd}, and fetched from CI again)" : "";
        if (release.CleanedAt is not null) release.BytesAreBack(now);
        run.ReleaseIs(release, now, how);
    }
}

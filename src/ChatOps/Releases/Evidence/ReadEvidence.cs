using ChatOps.Artifacts;
using ChatOps.Domain.Releases;

namespace ChatOps.Releases.Evidence;

/// <summary>Reads the evidence among a release's artifacts, from the store's verified bytes.</summary>
public sealed class ReadEvidence(ArtifactStore store) : IDisposable
{
    // Files are held in memory while they are read: one at a time.
    private readonly SemaphoreSlim _turn = new(1);

    /// <param name="artifacts">All of the release's, in the store.</param>
    /// <param name="patterns">Of the names of evidence.</param>
    /// <param name="toDeploy">The artifact that the settings name for deployment: never evidence, whatever its name; null if none is named.</param>
    /// <exception cref="ArtifactException">The stored bytes can't be had.</exception>
    public async Task<ReleaseReports> Of(IReadOnlyList<Artifact> artifacts, IReadOnlyList<string> patterns, string? toDeploy, CancellationToken ct)
    {
        var (named, others) = (new List<Artifact>(), new List<Artifact>());
        foreach (var artifact in artifacts.Where(a => a.Name != toDeploy)) (EvidenceNames.AnyMatches(patterns, artifact.Name) ? named : others).Add(artifact);
        // With nothing named, the only one left is the one to deploy.
        if (toDeploy is null && others.Count == 1) others.Clear();

        var (evidence, files) = (new List<string>(), new List<EvidenceReport>());
        await _turn.WaitAsync(ct);
        try
        {
            foreach (var artifact in named)
            {
                evidence.Add(artifact.Name);
                files.AddRange(await Read(artifact, ct));
            }

            foreach (var artifact in others)
            {
                if (await Bytes(artifact, zipOnly: true, ct) is not { } bytes || !EvidenceZip.HoldsOnlyEvidence(bytes, patterns)) continue;
                evidence.Add(artifact.Name);
                files.AddRange(EvidenceZip.Read(artifact.Name, bytes, artifact.Digest));
            }
        }
        finally
        {
            _turn.Release();
        }

        if (files.Count > EvidenceLimits.Files)
        {
            files.RemoveRange(EvidenceLimits.Files, files.Count - EvidenceLimits.Files);
            files.Add(EvidenceZip.Fault("the rest", files[0].Digest, $"there are more than {EvidenceLimits.Files} files of evidence"));
        }

        return new([.. patterns], evidence, files);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<IEnumerable<EvidenceReport>> Read(Artifact artifact, CancellationToken ct)
    {
        if (await Bytes(artifact, zipOnly: false, ct) is not { } bytes)
            return [EvidenceZip.Fault(artifact.Name, artifact.Digest, $"it is larger than {EvidenceLimits.Bytes >> 20} MB")];
        return EvidenceZip.IsZip(bytes) ? EvidenceZip.Read(artifact.Name, bytes, artifact.Digest) : [new ReportFile(artifact.Name, bytes).Read()];
    }

    /// <returns>Null if it is too large, or is to be a zip and is none.</returns>
    private async Task<byte[]?> Bytes(Artifact artifact, bool zipOnly, CancellationToken ct)
    {
        if (artifact.Size > EvidenceLimits.Bytes) return null;
        await using var file = await store.OpenVerified(artifact, ct);
        var start = new byte[Math.Min(4, artifact.Size)];
        await file.ReadExactlyAsync(start, ct);
        if (zipOnly && !EvidenceZip.IsZip(start)) return null;
        var bytes = new byte[artifact.Size];
        start.CopyTo(bytes, 0);
        await file.ReadExactlyAsync(bytes.AsMemory(start.Length), ct);
        return bytes;
    }
}

using ChatOps.Artifacts;
using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;
using ChatOps.Releases.Evidence;

namespace ChatOps.Pipelines.Stages;

/// <summary>What the runs that stages started left there: the artifacts that a stage names, copied once into the store and checked like a release's.</summary>
public sealed class CiOutputs(CiWork work, CiSourceCatalog sources, ArtifactStore store, ReadEvidence evidence)
{
    private const int Most = 50;

    /// <returns>The first name that nothing of the run fits; null: each has something.</returns>
    public static string? Missing(CiWorkDefinition asked, CiRun run) =>
        asked.Outputs?.FirstOrDefault(name => !run.Artifacts.Any(a => EvidenceNames.AnyMatches([name], a.Name)));

    /// <returns>What a passed stage left; nothing where it names nothing.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    /// <exception cref="ArtifactMissingException">The source has it no more.</exception>
    /// <exception cref="ArtifactException">Too big, changed on the way, or there is no room.</exception>
    public async Task<IReadOnlyList<Artifact>> Of(PipelineRun run, StageRun stage, CiWorkDefinition asked, CancellationToken ct) =>
        asked.Outputs is not null && await work.Ask(run.Project, StageOrder.KeyOf(run.Id, stage.Name, stage.Try), ct) is { Run: { } ci } ? await Take(run, ci, asked, ct) : [];

    /// <summary>What the tests and scans of that run said.</summary>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    /// <exception cref="ArtifactMissingException">The source has it no more.</exception>
    /// <exception cref="ArtifactException">Too big, changed on the way, or there is no room.</exception>
    public async Task<ReleaseReports> Reports(PipelineRun run, CiRun ci, CiWorkDefinition asked, CancellationToken ct) =>
        asked.Outputs is null ? ReleaseReports.None : await Read(run, await Take(run, ci, asked, ct), ct);

    public async Task<ReleaseReports> Read(PipelineRun run, IReadOnlyList<Artifact> artifacts, CancellationToken ct) =>
        // None of them is deployed, so any of them may be evidence.
        artifacts.Count == 0 ? ReleaseReports.None : await evidence.Of(artifacts, run.Definition.EvidenceFiles ?? EvidenceNames.Usual, toDeploy: "", ct);

    private async Task<IReadOnlyList<Artifact>> Take(PipelineRun run, CiRun ci, CiWorkDefinition asked, CancellationToken ct)
    {
        var offered = ci.Artifacts.Where(a => EvidenceNames.AnyMatches([.. asked.Outputs!], a.Name)).ToList();
        if (offered.Count > Most) throw new ArtifactMissingException($"Run {ci.Id} made {offered.Count} artifacts that the stage is to hand on, and at most {Most} are taken. Name fewer in its Outputs.");
        var taken = new List<Artifact>();
        foreach (var one in offered)
        {
            if (one.Size > run.Definition.MaxArtifactBytes) throw new ArtifactTooBigException(one.Name, run.Definition.MaxArtifactBytes);
            if (one.Digest is { } known && await store.Verify(known, ct) == Verification.Intact)
            {
                taken.Add(new(one.Name, one.Size, known));
                continue;
            }

            await using var bytes = await sources.For(run.Project).Open(ci.Id, ci.Attempt, one.Name, ct);
            taken.Add(await store.TakeIn(bytes, one.Name, one.Digest, run.Definition.MaxArtifactBytes, ct));
        }

        return taken;
    }
}

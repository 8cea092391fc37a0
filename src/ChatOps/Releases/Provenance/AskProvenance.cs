using ChatOps.Artifacts;
using ChatOps.CiSources;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;

namespace ChatOps.Releases.Provenance;

/// <summary>Asks whether an artifact provably comes from the build that the policy names.</summary>
public sealed class AskProvenance(CiSourceCatalog sources, ArtifactStore store, SignatureTool tool, TimeProvider time)
{
    private const int MostBundles = 10;

    public async Task<GateResult> Ask(string project, ProvenancePolicy policy, Artifact artifact, CancellationToken ct)
    {
        try
        {
            var bundles = await sources.For(project).Attestations(artifact.Digest, ct);
            return await Look(policy, artifact, bundles, ct);
        }
        catch (CiUnavailableException fault)
        {
            return Unverified(policy, fault.Message.TrimEnd('.'));
        }
    }

    private async Task<GateResult> Look(ProvenancePolicy policy, Artifact artifact, IReadOnlyList<byte[]> bundles, CancellationToken ct)
    {
        var (contradictions, candidates) = (new List<string>(), new List<(byte[] Bundle, ProvenanceClaim Claim)>());
        foreach (var bundle in bundles)
        {
            try
            {
                if (Bundle.Read(bundle) is not { } claim) continue;
                if (ProvenanceGate.Contradiction(policy, artifact, claim) is { } why) contradictions.Add(why);
                else candidates.Add((bundle, claim));
            }
            catch (FormatException fault)
            {
                contradictions.Add(fault.Message);
            }
        }

        if (candidates.Count == 0) return ProvenanceGate.None(artifact, contradictions);
        if (tool.Find() is not { } found) return Unverified(policy, tool.Wanted);
        var doubts = new List<string>();
        foreach (var (bundle, claim) in candidates.Take(MostBundles))
        {
            if (await tool.WhyNot(found, policy, store.FileOf(artifact.Digest), bundle, ct) is not { } doubt) return ProvenanceGate.Verified(claim, Path.GetFileNameWithoutExtension(found));
            doubts.Add(doubt);
        }

        return Unverified(policy, string.Join("; ", doubts.Distinct()));
    }

    private GateResult Unverified(ProvenancePolicy policy, string why) => ProvenanceGate.Unverified(policy, why, time.GetUtcNow() + PipelineRun.OutsideHolds);
}

using ChatOps.Artifacts;
using ChatOps.Domain.Pipelines;

namespace ChatOps.Pipelines.Steps;

/// <summary>Are the stored bytes still the pinned ones? And is what they replace there too, where the policy wants a way back? Asked once more right before they are used.</summary>
public sealed class VerifyStoreStep(ArtifactStore store)
{
    public async Task<Outcome> Do(PipelineRun run, CancellationToken ct)
    {
        try
        {
            foreach (var artifact in run.Release!.Artifacts)
            {
                if (await store.Verify(artifact.Digest, ct) != Verification.Intact)
                    return Outcomes.Refused($"{artifact.Name} was changed in the store after it was pinned, so it is not deployed; press Retry to take it in again");
            }

            var wayBack = run.MustBeRestorable is not { } replaced || await store.Verify(replaced.Digest, ct) == Verification.Intact;
            return Outcomes.Of((r, _) => r.StoreIsVerified(wayBack));
        }
        catch (ArtifactException fault)
        {
            return Outcomes.TryAgainLater(fault.Message);
        }
    }
}

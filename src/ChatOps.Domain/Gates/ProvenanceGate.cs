using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Gates;

/// <summary>The gate on where a release's bytes come from. A claim alone never passes it: somebody must have verified the signature.</summary>
public static class ProvenanceGate
{
    public const string Name = "provenance";

    private const string Again = "let CI attest what it builds, and deploy the new run";

    /// <returns>What of the claim is not what the policy asks for; null if nothing is, and its signature is worth looking at.</returns>
    public static string? Contradiction(ProvenancePolicy policy, Artifact artifact, ProvenanceClaim claim)
    {
        if (!claim.Subjects.Contains(artifact.Digest)) return $"it is of other bytes than {artifact.Digest.Short}";
        var wanted = $"{policy.Server}/{policy.Repository}";
        return string.Equals(claim.Repository, wanted, StringComparison.OrdinalIgnoreCase) ? null : $"it tells of a build of {claim.Repository ?? "no repository"}, and {wanted} is asked for";
    }

    public static GateResult Verified(ProvenanceClaim claim, string by) =>
        new(Name, Verdict.Passed, $"built from {claim.Repository} at {claim.Ref ?? "a ref that is not told"}; {by} verified the signature");

    /// <param name="contradictions">Why none of those that were found will do.</param>
    public static GateResult None(Artifact artifact, IReadOnlyList<string> contradictions) => new(Name, Verdict.Refused, contradictions.Count == 0
        ? $"no attestation tells where {artifact.Name} ({artifact.Digest.Short}) was built; {Again}"
        : $"no attestation of {artifact.Name} will do: {string.Join("; ", contradictions.Distinct())}; {Again}");

    /// <param name="again">When it is asked again.</param>
    public static GateResult Unverified(ProvenancePolicy policy, string why, DateTimeOffset again) => policy.Refuses
        ? new(Name, Verdict.Refused, $"can't be verified: {why}; and then the answer is no. Press Retry when it can be")
        : new(Name, Verdict.Waiting, $"can't be verified: {why}; asked again at {Words.Of(again)}", again, Name);
}

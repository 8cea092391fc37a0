namespace ChatOps.Domain.Releases;

/// <summary>What an attestation says of where bytes come from. Worth nothing until its signature is verified; untrusted text.</summary>
/// <param name="Subjects">The bytes it speaks of.</param>
/// <param name="Repository">The address of the repository that was built.</param>
/// <param name="Ref">Such as <c>refs/heads/main</c>.</param>
public sealed record ProvenanceClaim(IReadOnlyList<Digest> Subjects, string? Repository, string? Ref);

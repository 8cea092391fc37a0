namespace ChatOps.Domain.Releases;

/// <summary>Immutable bytes made by a CI run.</summary>
/// <param name="Name">The file's name as CI gave it. Untrusted text, never a path.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Digest">Of all the bytes.</param>
public sealed record Artifact(string Name, long Size, Digest Digest);

using ChatOps.Domain.Releases;

namespace ChatOps.Artifacts;

/// <summary>An artifact could not be taken in or given out. The message is fit to be shown: it says what happened and what to do.</summary>
public abstract class ArtifactException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What arrived is not what CI recorded. Nothing was stored.</summary>
public sealed class DigestMismatchException(string artifact, Digest recorded, Digest got) : ArtifactException(
    $"The bytes of {artifact} are not the ones CI made: CI recorded sha256 {recorded.Short}…, but {got.Short}… arrived. "
    + "They were changed since, or damaged on the way, so they are refused. Run CI again, and deploy the new run.")
{
    public Digest Recorded => recorded;

    public Digest Got => got;
}

/// <summary>The artifact is bigger than is allowed. Nothing was stored.</summary>
public sealed class ArtifactTooBigException(string artifact, long maxBytes) : ArtifactException(
    $"{artifact} is bigger than the {maxBytes:N0} bytes that are taken in. Make it smaller, or raise MaxArtifactMegabytes in the settings of the project.");

/// <summary>What lies in the store under a digest no longer has it, or is gone.</summary>
public sealed class ArtifactDamagedException(string artifact, Digest digest, string how, Exception? inner = null) : ArtifactException(
    $"The stored bytes of {artifact} (sha256 {digest.Short}…) {how}, so they are not used. "
    + "Ask for the run again: it is taken in anew from CI.", inner)
{
    public Digest Digest => digest;
}

/// <summary>There is no room for the artifact. What was written of it is removed.</summary>
public sealed class ArtifactStoreFullException(string artifact, Exception inner) : ArtifactException(
    $"There is no room left to store {artifact}: the disk of the artifact store is full. "
    + "Nothing of it was kept. Make room there, then retry.", inner);

/// <summary>The store's folder can't be used.</summary>
public sealed class ArtifactStoreUnavailableException(string artifact, Exception inner) : ArtifactException(
    $"The artifact store can't be used for {artifact}: its folder can't be read or written. "
    + "Check Artifacts:Root and its permissions, then retry.", inner);

using ChatOps.Domain.Releases;

namespace ChatOps.CiSources;

/// <summary>Where releases come from: the CI of one project. The outside world is behind it, so every call has a time limit of its own.</summary>
/// <remarks>
/// "There is no such run" is an answer (null); a source that can't be asked throws <see cref="CiUnavailableException"/>, and the
/// caller tries again later.
/// </remarks>
public interface ICiSource
{
    /// <returns>The run as it is now, or null if the source knows no run by this number.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<CiRun?> Find(long runId, CancellationToken ct);

    /// <returns>The newest run of the branch (of the default branch, if null) that ended well, or null if there is none.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<CiRun?> FindLast(string? branch, CancellationToken ct);

    /// <summary>Opens the artifact's bytes for one pass from the start. The caller hashes them: what arrives is not trusted.</summary>
    /// <exception cref="ArtifactMissingException">The run has no such artifact any more: expired or deleted.</exception>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<Stream> Open(long runId, int attempt, string artifact, CancellationToken ct);

    /// <returns>The commits after <paramref name="from"/> up to and with <paramref name="to"/>, newest first; empty if <paramref name="to"/>
    /// is no descendant of <paramref name="from"/>. 250 at most.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<IReadOnlyList<Change>> Changes(string from, string to, CancellationToken ct);
}

/// <summary>The CI source could not be asked. The message is fit to be shown: it holds no secret and no stack.</summary>
public sealed class CiUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The artifact is gone from the CI source. The message says which, and what to do.</summary>
public sealed class ArtifactMissingException(string message) : Exception(message);

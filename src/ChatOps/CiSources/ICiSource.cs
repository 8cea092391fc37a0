using ChatOps.Domain.Releases;

namespace ChatOps.CiSources;

/// <summary>Where releases come from: the CI of one project. The outside world is behind it, so every call has a time limit of its own.</summary>
/// <remarks>
/// "There is no such run" is an answer (null); a source that can't be asked throws <see cref="CiUnavailableException"/>, and the
/// caller tries again later.
/// </remarks>
public interface ICiSource
{
    /// <summary>Where its runs are, in words that people know, such as a repository's name; empty: nothing to tell.</summary>
    string Where => "";

    /// <summary>What the address of a run's page begins with; its number follows. Null: its runs have no pages.</summary>
    string? RunsAt => null;

    /// <summary>What people should know of it now, such as that it must not be asked for a while; empty: all is well. Fit to be shown.</summary>
    string Notice => "";

    /// <summary>How much it may still be asked, and until when; empty: no limit is known. Fit to be shown.</summary>
    string Budget => "";

    /// <returns>The run as it is now, or null if the source knows no run by this number.</returns>
    /// <exception cref="CiRefusedException">It is no run that releases are made of.</exception>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<CiRun?> Find(long runId, CancellationToken ct);

    /// <returns>The newest run of the branch (of the default branch, if null) that ended well, or null if there is none.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<CiRun?> FindLast(string? branch, CancellationToken ct);

    /// <summary>Opens the artifact's bytes for one pass from the start. The caller hashes them: what arrives is not trusted.</summary>
    /// <exception cref="ArtifactMissingException">The run has no such artifact any more: expired or deleted.</exception>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<Stream> Open(long runId, int attempt, string artifact, CancellationToken ct);

    /// <returns>The attestations that name these bytes, each a Sigstore bundle as JSON: nothing in them is trusted. Empty if there are none.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<IReadOnlyList<byte[]>> Attestations(Digest digest, CancellationToken ct);

    /// <returns>The commits after <paramref name="from"/> up to and with <paramref name="to"/>, newest first; empty if <paramref name="to"/>
    /// is no descendant of <paramref name="from"/>. 250 at most.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<IReadOnlyList<Change>> Changes(string from, string to, CancellationToken ct);

    /// <summary>The same, where people's accounts are compared with those of the authors: all of them are told, or it throws. Where two branches have parted,
    /// those of <paramref name="to"/> alone.</summary>
    /// <exception cref="CiUnavailableException">The source gave no usable answer, or there are more than it tells.</exception>
    Task<IReadOnlyList<Change>> ChangesWithAuthors(string from, string to, CancellationToken ct) => Changes(from, to, ct);

    /// <returns>The newest commit of the branch (of the default one, if null), with a number for the run that will be made of it; null if there is no such branch.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<Revision?> FindRevision(string? branch, CancellationToken ct);

    /// <summary>Reads one file of the project's repository, as it is at the newest commit of the default branch.</summary>
    /// <param name="name">In the repository's topmost folder.</param>
    /// <param name="most">Of a file with more bytes only the size is told.</param>
    /// <returns>Null if there is no such file.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<SourceFile?> ReadFile(string name, int most, CancellationToken ct);

    /// <summary>Lays the revision's files into a folder that exists and is empty.</summary>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task CheckOut(Revision revision, string folder, CancellationToken ct);

    /// <summary>Records what was made of a revision as a run of this source. The same again changes nothing.</summary>
    /// <exception cref="CiRefusedException">The source takes no runs from outside.</exception>
    /// <exception cref="CiUnavailableException">It can't be recorded now.</exception>
    Task Record(MadeRun run, CancellationToken ct);

    /// <summary>Asks the provider for work of its own.</summary>
    /// <param name="key">Names the work; the same again begins nothing more.</param>
    /// <param name="branch">It works on the branch's newest commit, whichever that is when it begins; null: on the default branch's.</param>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task Start(string key, string workflow, IReadOnlyDictionary<string, string> inputs, string? branch, CancellationToken ct);

    /// <returns>The run that does the work; null while there is none yet.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<CiRun?> Started(string key, CancellationToken ct);

    /// <summary>The work is no longer wanted.</summary>
    Task Stop(string key, CancellationToken ct);

    /// <summary>Whether this run of the source may be the one that does the work; asks nobody.</summary>
    bool MayBe(string key, long runId) => true;

    /// <summary>The same, where the run is known.</summary>
    Task Stop(string key, long run, CancellationToken ct) => Stop(key, ct);

    /// <summary>What tells this work from other work in the eyes of whoever does it.</summary>
    string CorrelationOf(string key) => key;

    /// <summary>What was asked for and can't be found after this time was never begun; null: it may begin at any time.</summary>
    TimeSpan? AppearsWithin => null;

    /// <summary>It has a place where it shows deployments: <see cref="ShowDeployment"/> and <see cref="ShowState"/> can be asked.</summary>
    bool ShowsDeployments => false;

    /// <summary>Shows a deployment that has begun.</summary>
    /// <param name="mayBeThere">It may have been shown before: it is looked for first.</param>
    /// <returns>Its number there.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<long> ShowDeployment(DeploymentToShow deployment, bool mayBeThere, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Shows how a deployment does. The same again changes nothing that people see.</summary>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task ShowState(long shown, DeploymentToShow deployment, ShownState state, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Answers the source's own question to people with yes, because people said so here.</summary>
    /// <param name="words">Who said so; shown there.</param>
    /// <returns>Null: it is answered. Else why it can't be, in words.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<string?> Answer(long run, CiReview review, string words, CancellationToken ct) => Task.FromResult<string?>("");

    /// <returns>What people answered there, with their names, such as <c>approved on GitHub by octocat for production</c>; empty: nobody was asked.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<string> Answered(long run, CancellationToken ct) => Task.FromResult("");

    /// <returns>A run that does work, whatever releases are made of; null if there is none by this number.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<CiRun?> Work(long run, CancellationToken ct) => Find(run, ct);

    /// <summary>Only what failed in this run, once more under the same number. It is another attempt of it.</summary>
    /// <returns>False: the source does not do that, or not for this run.</returns>
    /// <exception cref="CiUnavailableException">The source gave no usable answer.</exception>
    Task<bool> RunFailedAgain(long run, CancellationToken ct) => Task.FromResult(false);
}

/// <summary>The CI source could not be asked. The message is fit to be shown: it holds no secret and no stack.</summary>
public class CiUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It answered, and would say the same again until somebody mends something.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>Something was sent that may have been carried out: nobody knows.</summary>
    public bool MayHaveBegun { get; init; }
}

/// <summary>The source says no for good: it is a refusal that nothing mends. The message is fit to be shown, and is a sentence without its full stop.</summary>
public sealed class CiRefusedException : CiUnavailableException
{
    public CiRefusedException(string message)
        : base(message) => IsRefusal = true;
}

/// <summary>The artifact is gone from the CI source. The message says which, and what to do.</summary>
public sealed class ArtifactMissingException(string message) : Exception(message);

using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Serialization.Metadata;

namespace ChatOps.CiSources.GitHub;

/// <summary>The process's one connection to GitHub: who asks, how often it may, what is known already.</summary>
public sealed class GitHubConnection : IDisposable
{
    private readonly GitHubWire _wire;
    private readonly GitHubAccess _access;
    private readonly ConcurrentDictionary<string, string> _lacking = new(StringComparer.OrdinalIgnoreCase);

    internal GitHubConnection(GitHubOptions options, TimeProvider time, GitHubPatience patience)
    {
        (Time, Patience, Limits) = (time, patience, new(time));
        _wire = new(new(options.ApiUrl), patience, Limits, time);
        _access = new(options, _wire, time);
        Devices = new(options.ClientId, _wire);
        // Storage is another's: it gets no token, and none can be sent by mistake.
        Storage = new(new SocketsHttpHandler
        {
            UseCookies = false, MaxAutomaticRedirections = 3, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    internal TimeProvider Time { get; }

    internal GitHubPatience Patience { get; }

    internal GitHubAddress Address => _wire.Address;

    internal bool IsApp => _access.IsApp;

    internal DeviceFlow Devices { get; }

    internal RateLimits Limits { get; }

    internal HttpClient Storage { get; }

    /// <summary>What was started for whom, until the process ends: the run's id is known, or will be found by its correlation.</summary>
    internal ConcurrentDictionary<string, long> Dispatched { get; } = new();

    /// <returns>What people should know now; empty if all is well.</returns>
    internal string NoticeOf(string repository) => Limits.Words is { Length: > 0 } limited ? limited : _lacking.GetValueOrDefault(repository, "");

    /// <summary>What the token or App was found to lack there; empty: nothing.</summary>
    internal void Lacks(string repository, string words) => _lacking[repository] = words;

    /// <param name="path">Behind <c>repos/owner/name/</c>; its parts are escaped.</param>
    /// <param name="what">What is asked for, in words: <c>run 1234 of octo/shop</c>.</param>
    /// <param name="isFresh">Nothing that is known already is taken for the answer.</param>
    /// <returns>Null if there is no such thing, or nothing that the token may see.</returns>
    /// <exception cref="CiUnavailableException">GitHub gave no usable answer.</exception>
    internal async Task<T?> Get<T>(string repository, string path, JsonTypeInfo<T> type, string what, CancellationToken ct, string accept = "application/vnd.github+json", bool isFresh = false)
        where T : class
    {
        var answer = await Ask(repository, (reader, token) => _wire.Get(PathOf(repository, path), isFresh ? null : reader, token, ct, accept), ct);
        return answer.Status switch
        {
            HttpStatusCode.OK => GitHubAnswers.Read(answer, type, what),
            HttpStatusCode.NotFound => null,
            _ => throw GitHubAnswers.Refused(answer, what, IsApp),
        };
    }

    /// <summary>What was answered about a run is not taken for known any more; null: about all of them.</summary>
    internal void Forget(string repository, long? run) => _wire.Forget(PathOf(repository, run is { } id ? $"actions/runs/{id}" : "actions/"));

    /// <summary>The answer as it is, also a refusal; a redirect is not followed.</summary>
    internal Task<WireAnswer> Look(string repository, string path, CancellationToken ct) =>
        Ask(repository, (reader, token) => _wire.Get(PathOf(repository, path), reader, token, ct, follow: false), ct);

    /// <summary>Changes something; sent once.</summary>
    internal Task<WireAnswer> Post<T>(string repository, string path, T body, JsonTypeInfo<T> type, CancellationToken ct) =>
        Ask(repository, (_, token) => _wire.Post(PathOf(repository, path), token, body, type, ct), ct);

    /// <inheritdoc cref="Post{T}"/>
    internal Task<WireAnswer> Post(string repository, string path, CancellationToken ct) =>
        Ask(repository, (_, token) => _wire.Post(PathOf(repository, path), token, ct), ct);

    /// <summary>What the App's installation may do there; null for a token, of which GitHub does not tell it.</summary>
    internal async Task<IReadOnlyDictionary<string, string>?> Permissions(string repository, CancellationToken ct) => (await _access.For(repository, ct)).Permissions;

    public void Dispose()
    {
        Storage.Dispose();
        _access.Dispose();
        _wire.Dispose();
    }

    private async Task<WireAnswer> Ask(string repository, Func<string, string, Task<WireAnswer>> ask, CancellationToken ct)
    {
        // Before a token is asked for: that would be a call too.
        Limits.Check();
        var credentials = await _access.For(repository, ct);
        var answer = await ask(credentials.Reader, credentials.Token);
        if (answer.Status != HttpStatusCode.Unauthorized || !_access.Forget(credentials)) return answer;
        credentials = await _access.For(repository, ct);
        return await ask(credentials.Reader, credentials.Token);
    }

    private static string PathOf(string repository, string path) => path.Length == 0 ? $"repos/{repository}" : $"repos/{repository}/{path}";
}

using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Serialization.Metadata;
using ChatOps.CiSources.GitHub.Wire;

namespace ChatOps.CiSources.GitHub;

/// <summary>The right to ask: a token of the settings, or an App's for the installation that a repository belongs to.</summary>
internal sealed class GitHubAccess(GitHubOptions options, GitHubWire wire, TimeProvider time) : IDisposable
{
    // Long enough for what was begun with it, see the same on GitHub's side: a token lives an hour.
    private static readonly TimeSpan RenewedBefore = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<string, Installation> _installations = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<long, InstallationToken> _tokens = new();

    public bool IsApp => options.AppId.Length > 0;

    /// <exception cref="CiUnavailableException">There is none, or GitHub gives none.</exception>
    public async Task<Credentials> For(string repository, CancellationToken ct)
    {
        if (!IsApp) return options.Token.Length > 0 ? new("token", options.Token) : throw new CiUnavailableException("No token for GitHub is set: GitHub:Token, or GitHub:AppId and GitHub:PrivateKeyPath.");
        await _turn.WaitAsync(ct);
        try
        {
            var installation = await InstallationOf(repository, ct);
            if (!_tokens.TryGetValue(installation.Id, out var token) || token.ExpiresAt - time.GetUtcNow() < RenewedBefore)
                _tokens[installation.Id] = token = await NewToken(installation, ct);
            return new($"installation {installation.Id}", token.Token) { Permissions = token.Permissions };
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>GitHub did not accept them: they are not used again.</summary>
    /// <returns>There may be others.</returns>
    public bool Forget(Credentials refused)
    {
        if (!IsApp) return false;
        foreach (var (installation, token) in _tokens)
            if (token.Token == refused.Token) _tokens.TryRemove(installation, out _);
        // The App may have been installed anew.
        _installations.Clear();
        return true;
    }

    public void Dispose() => _turn.Dispose();

    private async Task<Installation> InstallationOf(string repository, CancellationToken ct)
    {
        if (_installations.TryGetValue(repository, out var known)) return known;
        var answer = await wire.Get($"repos/{repository}/installation", "app", Jwt(), ct);
        if (answer.Status == HttpStatusCode.NotFound)
            throw new CiUnavailableException($"The GitHub App is not installed for {repository}, or there is no such repository. Install it there, or check Ci:Repository.");
        var found = Read(answer, HttpStatusCode.OK, GitHubJson.Default.Installation);
        _installations[repository] = found;
        return found;
    }

    private async Task<InstallationToken> NewToken(Installation installation, CancellationToken ct)
    {
        var answer = await wire.Post($"app/installations/{installation.Id}/access_tokens", Jwt(), ct);
        if (answer.Status == HttpStatusCode.NotFound) _installations.Clear();
        return Read(answer, HttpStatusCode.Created, GitHubJson.Default.InstallationToken);
    }

    private static T Read<T>(WireAnswer answer, HttpStatusCode wanted, JsonTypeInfo<T> type)
        where T : class
    {
        if (answer.Status == wanted) return GitHubAnswers.Read(answer, type, "the App's installation");
        throw new CiUnavailableException(answer.Status == HttpStatusCode.Unauthorized
            ? "GitHub did not accept the App's key (401). Check GitHub:AppId, GitHub:PrivateKeyPath and this machine's clock."
            : $"GitHub gave the App no access ({(int)answer.Status}). Check whether its installation is suspended.");
    }

    private string Jwt() => AppKey.Token(options.AppId, options.PrivateKeyPath, time.GetUtcNow());
}

/// <param name="Reader">In whose name the token speaks.</param>
/// <param name="Token">Goes into the header and nowhere else.</param>
internal sealed record Credentials(string Reader, string Token)
{
    /// <summary>What an installation may; null where GitHub does not tell.</summary>
    public IReadOnlyDictionary<string, string>? Permissions { get; init; }

    public override string ToString() => Reader;
}

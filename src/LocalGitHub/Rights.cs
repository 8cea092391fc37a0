using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LocalGitHub;

/// <summary>Who may do what: tokens with their permissions, and an App with its key.</summary>
internal sealed class Rights(GitHubDouble gitHub) : IDisposable
{
    public const string Token = "github_pat_11DOUBLE00secretsecretsecret";
    public const string AppId = "4711";

    /// <summary>What a person's token always may: tell who they are.</summary>
    public const string Person = "person=read";

    private static readonly string[] All = ["actions=write", "contents=read", "pull_requests=read", "metadata=read", "checks=read", "attestations=read", "deployments=write"];

    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (HashSet<string> Permissions, DateTimeOffset Until)> _tokens = new() { [Token] = ([.. All, Person], DateTimeOffset.MaxValue) };
    private readonly ConcurrentDictionary<string, string> _people = new() { [Token] = "token-owner" };

    /// <summary>What an installation of the App may.</summary>
    public HashSet<string> Installed { get; } = [.. All];

    /// <summary>A classic token's; null: it is a fine-grained one.</summary>
    public string? Scopes { get; set; }

    /// <summary>The tokens that were given to the App, in order.</summary>
    public ConcurrentQueue<string> Given { get; } = new();

    public string PrivateKey => _key.ExportRSAPrivateKeyPem();

    public void Take(string permission)
    {
        Installed.Remove(permission);
        foreach (var (permissions, _) in _tokens.Values) permissions.Remove(permission);
    }

    public void Reduce(string permission, string to)
    {
        Take(permission);
        Installed.Add(to);
        foreach (var (permissions, _) in _tokens.Values) permissions.Add(to);
    }

    public void Revoke(string token) => _tokens.TryRemove(token, out _);

    public (string Token, DateTimeOffset Until) Give()
    {
        var (token, until) = ($"ghs_{RandomNumberGenerator.GetHexString(36)}", gitHub.Time.GetUtcNow().AddHours(1));
        _tokens[token] = ([.. Installed], until);
        Given.Enqueue(token);
        return (token, until);
    }

    /// <returns>A token of this person's, for an App that was let know who they are and nothing more.</returns>
    public string GiveTo(string login)
    {
        var token = $"ghu_{RandomNumberGenerator.GetHexString(36)}";
        _tokens[token] = ([Person], gitHub.Time.GetUtcNow().AddHours(8));
        _people[token] = login;
        return token;
    }

    public string? LoginOf(HttpContext http) => _people.GetValueOrDefault(http.Request.Headers.Authorization.ToString().Split(' ')[^1]);

    public bool IsInstallation(HttpContext http) => Given.Any(t => http.Request.Headers.Authorization.ToString().EndsWith(t, StringComparison.Ordinal));

    public Reply? Refusal(HttpContext http, Route route, Asked asked)
    {
        var parts = http.Request.Headers.Authorization.ToString().Split(' ');
        if (parts is not ["Bearer" or "token", var shown]) return Reply.Refused(401, "Requires authentication");
        if (http.Request.Headers.UserAgent.Count == 0) return Reply.Refused(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header");
        if (route.Permission is null) return IsApp(shown) ? null : Reply.Refused(401, "A JSON web token could not be decoded");
        if (!_tokens.TryGetValue(shown, out var token) || token.Until <= gitHub.Time.GetUtcNow()) return Reply.Refused(401, "Bad credentials");
        if (Scopes is not null) http.Response.Headers["X-OAuth-Scopes"] = Scopes;
        if (asked.In.TryGetValue("owner", out var owner) && !gitHub.Repositories.ContainsKey($"{owner}/{asked.Path("repo")}")) return Reply.NotFound;
        // Checks are written by Apps alone, whatever a token may: https://docs.github.com/en/rest/checks/runs
        if (route.Permission == "checks=write" && shown == Token) return Reply.Refused(403, "You must authenticate via a GitHub App.");
        if (token.Permissions.Contains(route.Permission) || token.Permissions.Contains(route.Permission.Replace("=read", "=write", StringComparison.Ordinal))) return null;
        http.Response.Headers["X-Accepted-GitHub-Permissions"] = route.Permission;
        return Reply.Refused(403, "Resource not accessible by personal access token");
    }

    public void Dispose() => _key.Dispose();

    // https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
    private bool IsApp(string token)
    {
        if (token.Split('.') is not [var head, var claims, var signature]) return false;
        if (!_key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{claims}"), Decode(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)) return false;
        var told = JsonNode.Parse(Decode(claims))!;
        var (now, issued, ends) = (gitHub.Time.GetUtcNow().ToUnixTimeSeconds(), told["iat"]!.GetValue<long>(), told["exp"]!.GetValue<long>());
        return JsonNode.Parse(Decode(head))!["alg"]!.GetValue<string>() == "RS256" && told["iss"]!.GetValue<string>() == AppId && issued <= now && ends > now && ends - now <= 600;
    }

    private static byte[] Decode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}

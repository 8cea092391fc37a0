using System.Text.Json;
using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Commands;
using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.GitHub;

/// <summary>A person shows GitHub who they are, by a code that they type there; the App learns it, and needs no secret for that.</summary>
/// <remarks>https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#device-flow</remarks>
internal sealed class DeviceFlow(string clientId, GitHubWire wire)
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:device_code", What = "the code for linking an account";

    // GitHub adds five seconds when it says to slow down; it tells the new pause too.
    private static readonly TimeSpan More = TimeSpan.FromSeconds(5);

    public bool IsSetUp => clientId.Length > 0;

    /// <summary>Such as <c>github.com</c>.</summary>
    public string Host => wire.Address.Web.Authority;

    /// <exception cref="CiUnavailableException">GitHub gave no code; the message says why.</exception>
    public async Task<DeviceCode> Begin(CancellationToken ct)
    {
        var told = await Ask("login/device/code", [new("client_id", clientId)], GitHubJson.Default.DeviceCodeAnswer, ct);
        if (told.Error is { Length: > 0 } error) throw new CiUnavailableException($"{WordsFor(error)}.") { IsRefusal = true };
        if (told is not { DeviceCode.Length: > 0, UserCode: { Length: > 0 and <= 20 } code } || !code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw new CiUnavailableException($"GitHub's answer about {What} is of another shape.");
        // Wherever the answer would send people, the code is typed at the host that the settings name.
        return new(told.DeviceCode, code, new Uri(wire.Address.Web, "login/device"), TimeSpan.FromSeconds(Math.Clamp(told.ExpiresIn, 60, 3600)), Seconds(told.Interval));
    }

    /// <summary>Did the person type it?</summary>
    /// <exception cref="CiUnavailableException">GitHub gave no usable answer.</exception>
    public async Task<DeviceAnswer> Ask(string deviceCode, TimeSpan pause, CancellationToken ct)
    {
        var told = await Ask("login/oauth/access_token", [new("client_id", clientId), new("device_code", deviceCode), new("grant_type", GrantType)], GitHubJson.Default.DeviceTokenAnswer, ct);
        return told switch
        {
            { AccessToken: { Length: > 0 } token } => new(pause) { Token = token },
            { Error: "authorization_pending" } => new(pause),
            { Error: "slow_down" } => new(told.Interval > 0 ? Seconds(told.Interval) : pause + More),
            { Error: { Length: > 0 } error } => new(pause) { EndedBecause = WordsFor(error) },
            _ => throw new CiUnavailableException($"GitHub's answer about {What} is of another shape."),
        };
    }

    /// <param name="token">The person's own; it is used for this alone.</param>
    /// <exception cref="CiUnavailableException">GitHub gave no usable answer.</exception>
    public async Task<SourceAccount> WhoIs(string token, CancellationToken ct)
    {
        var answer = await wire.GetFresh("user", token, ct);
        if (answer.Status != System.Net.HttpStatusCode.OK) throw new CiUnavailableException($"GitHub did not tell whose account it is ({(int)answer.Status}).") { IsRefusal = true };
        var account = GitHubAnswers.Read(answer, GitHubJson.Default.Account, "the account");
        if (account is not { Id: > 0, Login.Length: > 0 }) throw new CiUnavailableException("GitHub's answer about the account is of another shape.");
        return new(Host, account.Id, PlainText.Line(account.Login, 100));
    }

    private async Task<T> Ask<T>(string path, IEnumerable<KeyValuePair<string, string>> fields, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var answer = await wire.PostForm(path, fields, ct);
        // GitHub says no with 200 as with 400 and 404: what counts is the word in it.
        var told = GitHubAnswers.Read(answer, type, What);
        return (int)answer.Status is 200 or (>= 400 and < 500) ? told : throw new CiUnavailableException($"GitHub gave no answer about {What} ({(int)answer.Status}).");
    }

    private static TimeSpan Seconds(int told) => TimeSpan.FromSeconds(Math.Clamp(told, 1, 300));

    private static string WordsFor(string error) => error switch
    {
        "access_denied" => "it was refused on GitHub",
        "expired_token" or "token_expired" or "incorrect_device_code" => "nobody typed the code on GitHub in time",
        "device_flow_disabled" => "The device flow is not enabled for the App whose client id is set: enable it in the App's settings on GitHub",
        "incorrect_client_credentials" or "Not Found" => "GitHub knows no App with this client id: check GitHub:ClientId",
        _ => $"GitHub refused it ({PlainText.Line(error, 60)})",
    };
}

/// <param name="Secret">What GitHub is asked with. It goes into that question and nowhere else.</param>
/// <param name="Code">What the person types.</param>
internal sealed record DeviceCode(string Secret, string Code, Uri Address, TimeSpan GoodFor, TimeSpan Pause)
{
    // A record would print its members.
    public override string ToString() => "a code for linking an account";
}

/// <param name="Pause">Before it may be asked again.</param>
internal sealed record DeviceAnswer(TimeSpan Pause)
{
    /// <summary>The person's, if they typed the code.</summary>
    public string? Token { get; init; }

    /// <summary>It will not come any more, and why.</summary>
    public string? EndedBecause { get; init; }

    public override string ToString() => "GitHub's answer about a code";
}

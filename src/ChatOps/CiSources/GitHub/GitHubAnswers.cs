using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatOps.CiSources.GitHub.Wire;
using ChatOps.Commands;

namespace ChatOps.CiSources.GitHub;

/// <summary>Reads answers, and turns refusals into words that say what to do.</summary>
internal static class GitHubAnswers
{
    /// <param name="what">What was asked for, such as <c>run 1234 of octo/shop</c>.</param>
    /// <exception cref="CiUnavailableException">It is no JSON of that shape: cut, a proxy's page, nothing.</exception>
    public static T Read<T>(WireAnswer answer, JsonTypeInfo<T> type, string what)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type) ?? throw Unreadable(what, fault: null);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw Unreadable(what, fault);
        }
    }

    /// <summary>For an answer that is neither what was asked for nor "there is no such thing".</summary>
    public static CiUnavailableException Refused(WireAnswer answer, string what, bool isApp) => new(answer.Status switch
    {
        HttpStatusCode.Unauthorized => isApp
            ? "GitHub did not accept the App's token (401). Check whether its installation is suspended."
            : "GitHub did not accept the token (401): it is wrong, has expired or was revoked. Set a new one in GitHub:Token.",
        HttpStatusCode.Forbidden when Header(answer, "X-GitHub-SSO") is { Length: > 0 } =>
            $"GitHub refuses {what} (403): the organization asks for single sign-on, and the token is not authorized for it. Authorize it in the token's settings.",
        HttpStatusCode.Forbidden => $"GitHub refuses {what} (403){Lacking(answer)}.",
        HttpStatusCode.Gone => $"GitHub has {what} no more (410).",
        var other => $"GitHub refuses {what} ({(int)other}){Because(answer)}.",
    })
    {
        IsRefusal = true,
    };

    /// <returns>What GitHub says, shortened; empty if nothing can be read.</returns>
    public static string Because(WireAnswer answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, GitHubJson.Default.Refusal) is { Message: { Length: > 0 } message } ? $": {PlainText.Line(message, 200).TrimEnd('.')}" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    public static string? Header(WireAnswer answer, string name) => answer.Headers.TryGetValues(name, out var values) ? PlainText.Line(string.Join(", ", values), 200) : null;

    // https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible
    private static string Lacking(WireAnswer answer) =>
        Header(answer, "X-Accepted-GitHub-Permissions") is { Length: > 0 } permissions ? $": it needs the permission {permissions.Replace("; ", " or ")}, which the token or App has not"
        : Header(answer, "X-Accepted-OAuth-Scopes") is { Length: > 0 } scopes ? $": it needs one of the scopes {scopes}; the token has {(Header(answer, "X-OAuth-Scopes") is { Length: > 0 } has ? has : "none")}"
        : Because(answer);

    private static CiUnavailableException Unreadable(string what, Exception? fault) =>
        new($"GitHub's answer about {what} can't be read: it is cut off or of another shape{(fault is JsonException { Path: { Length: > 1 } path } ? $" (at {PlainText.Line(path, 80)})" : "")}.");
}

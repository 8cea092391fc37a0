namespace ChatOps.CiSources.GitHub;

/// <summary>Where GitHub is: its API and the pages that people see.</summary>
internal sealed class GitHubAddress(string apiUrl)
{
    /// <summary>Ends with a slash; an Enterprise Server's has a path of its own.</summary>
    public Uri Api { get; } = new($"{apiUrl.TrimEnd('/')}/");

    /// <summary>Where people read; ends with a slash.</summary>
    // https://docs.github.com/en/enterprise-server/rest/overview/resources-in-the-rest-api: the API of a server is below /api/v3 of its pages.
    public Uri Web
    {
        get
        {
            var host = Api.Host.StartsWith("api.", StringComparison.OrdinalIgnoreCase) ? Api.Host["api.".Length..] : Api.Host;
            var port = Api.IsDefaultPort ? "" : $":{Api.Port}";
            return new($"{Api.Scheme}://{host}{port}/");
        }
    }

    /// <summary>A repository's page, with a slash at its end.</summary>
    public string Pages(string repository) => $"{Web}{repository}/";

    /// <summary>The token goes to the API and nowhere else: not to another host, port or scheme.</summary>
    public bool IsApi(Uri address) => Uri.Compare(address, Api, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Whether bytes may be read from there: over https, wherever GitHub itself is asked over it.</summary>
    public bool MayStore(Uri address) => address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && Api.Scheme == Uri.UriSchemeHttp));

    /// <summary>Whether a text can be a repository's name: <c>owner/name</c>, and so part of a path.</summary>
    public static bool IsRepository(string text) => text.Split('/') is [{ Length: > 0 and <= 39 } owner, { Length: > 0 and <= 100 } name]
        && owner.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && name is not ("." or "..");

    /// <summary>Whether a text can be a workflow's file name.</summary>
    public static bool IsWorkflow(string text) => text.Length <= 200
        && (text.EndsWith(".yml", StringComparison.Ordinal) || text.EndsWith(".yaml", StringComparison.Ordinal))
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ' ');
}

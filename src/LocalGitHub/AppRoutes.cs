using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalGitHub;

/// <summary>What an App does with its own key.</summary>
internal static class AppRoutes
{
    private const int Installation = 99;

    public static IEnumerable<Route> Of(GitHubDouble gitHub)
    {
        yield return new("GET", "/repos/{owner}/{repo}/installation", null, a => gitHub.Repositories.ContainsKey($"{a.Path("owner")}/{a.Path("repo")}")
            ? Reply.Ok(Shapes.Of("installation", ("id", Installation), ("account", Shapes.Account(a.Path("owner")))))
            : Reply.NotFound);
        yield return new("POST", "/app/installations/{installation_id}/access_tokens", null, a => a.Path("installation_id") == Installation.ToString(CultureInfo.InvariantCulture) ? Given() : Reply.NotFound);

        Reply Given()
        {
            var (token, until) = gitHub.Rights.Give();
            return new(201, new JsonObject
            {
                ["token"] = token, ["expires_at"] = until.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), ["repository_selection"] = "selected",
                ["permissions"] = new JsonObject(gitHub.Rights.Installed.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Split('=')[0], p.Split('=')[1]))),
            });
        }
    }
}

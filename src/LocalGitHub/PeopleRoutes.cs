using System.Globalization;

namespace LocalGitHub;

/// <summary>Whose a token is.</summary>
internal static class PeopleRoutes
{
    public static IEnumerable<Route> Of(GitHubDouble gitHub)
    {
        // Whoever is a person is told who they are; an App's installation is none.
        yield return new("GET", "/user", Rights.Person, a => a.Login is { } login ? Reply.Ok(User(login)) : Reply.Refused(403, "Resource not accessible by integration"));

        System.Text.Json.Nodes.JsonObject User(string login)
        {
            var at = gitHub.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var user = Shapes.Account(login);
            foreach (var unknown in (string[])["name", "company", "blog", "location", "email", "hireable", "bio"]) user[unknown] = null;
            foreach (var count in (string[])["public_repos", "public_gists", "followers", "following"]) user[count] = 0;
            (user["created_at"], user["updated_at"], user["user_view_type"]) = (at, at, "public");
            return user;
        }
    }
}

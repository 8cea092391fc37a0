using System.Text.Json.Nodes;

namespace LocalGitHub;

/// <summary>What the double answers.</summary>
internal sealed record Reply(int Status, JsonNode? Body = null)
{
    public string? Location { get; init; }

    public static Reply Ok(JsonNode body) => new(200, body);

    public static Reply NotFound { get; } = Refused(404, "Not Found");

    public static Reply Refused(int status, string message) => new(status, new JsonObject
    {
        ["message"] = message, ["documentation_url"] = "https://docs.github.com/rest", ["status"] = $"{status}",
    });
}

/// <summary>A request as a route gets it.</summary>
internal sealed record Asked(string Method, string Template, IReadOnlyDictionary<string, string> In, IReadOnlyDictionary<string, string> Query, JsonNode? Body, string Accept)
{
    /// <summary>An App's installation asks, and no person.</summary>
    public bool IsApp { get; init; }

    /// <summary>Whose token it is; null: no person's.</summary>
    public string? Login { get; init; }

    public string Path(string name) => In[name];

    /// <returns>The page of the list that was asked for.</returns>
    public JsonArray Page(IEnumerable<JsonNode> all)
    {
        var size = Math.Clamp(Number("per_page", 30), 1, 100);
        return new([.. all.Skip((Math.Max(1, Number("page", 1)) - 1) * size).Take(size)]);
    }

    public int Number(string name, int usual) => Query.TryGetValue(name, out var text) && int.TryParse(text, out var number) ? number : usual;
}

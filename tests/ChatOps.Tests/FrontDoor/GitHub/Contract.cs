using System.Text.Json.Nodes;
using ChatOps.Tests.EndToEnd;
using LocalGitHub;

namespace ChatOps.Tests.FrontDoor.GitHub;

/// <summary>GitHub's own description of its API (<c>@octokit/openapi</c>), where it is at hand: what is asked and what is answered must fit it.</summary>
internal static class Contract
{
    private static readonly Lazy<JsonObject?> Description = new(() => Needed.GitHubDescription is { } path ? JsonNode.Parse(File.ReadAllBytes(path))!.AsObject() : null);

    public static bool IsAtHand => Needed.GitHubDescription is not null;

    public static IEnumerable<string> Violations(Asked asked, Reply reply)
    {
        if (Description.Value is not { } description) return [];
        var line = $"{asked.Method} {asked.Template}";
        if (description["paths"]![asked.Template]?[asked.Method.ToLowerInvariant()] is not JsonObject operation) return [$"{line} is not in GitHub's description."];
        var schemas = new JsonSchema(description);
        return [.. Parameters(asked, operation, schemas), .. Sent(asked, operation, schemas), .. Answered(asked, reply, operation, schemas)];
    }

    private static IEnumerable<string> Parameters(Asked asked, JsonObject operation, JsonSchema schemas)
    {
        var known = (operation["parameters"]?.AsArray() ?? []).Select(p => schemas.Resolve(p!)).ToList();
        foreach (var (name, value) in asked.Query)
        {
            var parameter = known.FirstOrDefault(k => k["name"]!.GetValue<string>() == name && k["in"]!.GetValue<string>() == "query");
            if (parameter is null) yield return $"{asked.Method} {asked.Template} knows no query parameter {name}.";
            else foreach (var fault in schemas.Faults(AsTyped(value, schemas.Resolve(parameter["schema"]!)), parameter["schema"]!, $"{asked.Template}?{name}")) yield return fault;
        }

        foreach (var (name, value) in asked.In)
        {
            if (known.FirstOrDefault(k => k["name"]!.GetValue<string>() == name && k["in"]!.GetValue<string>() == "path") is not { } parameter) yield return $"{asked.Template} knows no {name} in its path.";
            else foreach (var fault in schemas.Faults(AsTyped(value, schemas.Resolve(parameter["schema"]!)), parameter["schema"]!, $"{asked.Template} {name}")) yield return fault;
        }
    }

    private static IEnumerable<string> Sent(Asked asked, JsonObject operation, JsonSchema schemas)
    {
        if (operation["requestBody"] is not JsonObject wanted) return asked.Body is null ? [] : [$"{asked.Method} {asked.Template} takes no body."];
        if (asked.Body is null) return wanted["required"]?.GetValue<bool>() == true ? [$"{asked.Method} {asked.Template} needs a body."] : [];
        return schemas.Faults(asked.Body, wanted["content"]!["application/json"]!["schema"]!, $"{asked.Method} {asked.Template} sent");
    }

    private static IEnumerable<string> Answered(Asked asked, Reply reply, JsonObject operation, JsonSchema schemas)
    {
        var line = $"{asked.Method} {asked.Template} {reply.Status}";
        // Any operation may refuse whom it does not know, and what it does not find; the description does not say so each time.
        if (operation["responses"]![$"{reply.Status}"] is not { } told) return reply.Status < 400 ? [$"{line} is not among its answers."] : [];
        var response = schemas.Resolve(told);
        var isObject = asked.Accept.Contains("object", StringComparison.Ordinal);
        var content = (isObject ? response["content"]?["application/vnd.github.object"] : null) ?? response["content"]?["application/json"];
        if (content?["schema"] is not { } schema) return reply.Body is null || reply.Status >= 400 ? [] : [$"{line} has no body."];
        return reply.Body is null ? [$"{line} needs a body."] : schemas.Faults(reply.Body, schema, line);
    }

    private static JsonValue AsTyped(string value, JsonObject schema) =>
        (string?)schema["type"] switch
        {
            "integer" when long.TryParse(value, out var number) => JsonValue.Create(number),
            "boolean" when bool.TryParse(value, out var yes) => JsonValue.Create(yes),
            _ => JsonValue.Create(value)!,
        };
}

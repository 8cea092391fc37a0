using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOps.Tests.FrontDoor.GitHub;

/// <summary>As much of JSON Schema as GitHub's description uses; formats and patterns are not looked at.</summary>
internal sealed class JsonSchema(JsonObject description)
{
    private static readonly string[] Known = ["integer", "number", "string", "boolean", "array", "object"];

    public JsonObject Resolve(JsonNode node)
    {
        var found = node.AsObject();
        while ((string?)found["$ref"] is { } reference)
        {
            JsonNode? at = description;
            foreach (var part in reference.Split('/').Skip(1)) at = at![part.Replace("~1", "/", StringComparison.Ordinal)];
            found = at?.AsObject() ?? throw new InvalidOperationException($"{reference} is not in the description.");
        }

        return found;
    }

    /// <returns>What does not fit, each with its place.</returns>
    public IEnumerable<string> Faults(JsonNode? value, JsonNode node, string at)
    {
        var schema = Resolve(node);
        if (value is null) return IsNullable(schema) ? [] : [$"{at} is null."];
        var faults = new List<string>();
        if (schema["allOf"] is JsonArray all) foreach (var part in all) faults.AddRange(Faults(value, part!, at));
        foreach (var choice in (string[])["oneOf", "anyOf"])
            if (schema[choice] is JsonArray any && any.Select(part => Faults(value, part!, at).ToList()).ToList() is var tried && tried.TrueForAll(t => t.Count > 0))
                faults.Add($"{at} fits none of {any.Count}: {tried.MinBy(t => t.Count)![0]}");
        if (schema["enum"] is JsonArray words && !words.Any(w => JsonNode.DeepEquals(w, value))) faults.Add($"{at} is {value.ToJsonString()}, which is not among {words.ToJsonString()}.");
        var types = TypesOf(schema);
        if (types.Count > 0 && !types.Any(t => Is(value, t))) faults.Add($"{at} is no {string.Join(" or ", types)}: {value.ToJsonString()[..Math.Min(60, value.ToJsonString().Length)]}");
        else if (value is JsonObject members) faults.AddRange(Members(members, schema, at));
        else if (value is JsonArray items && schema["items"] is { } item) faults.AddRange(items.SelectMany((v, i) => Faults(v, item, $"{at}[{i}]")));
        return faults;
    }

    private IEnumerable<string> Members(JsonObject value, JsonObject schema, string at)
    {
        foreach (var name in schema["required"]?.AsArray() ?? [])
            if (!value.ContainsKey((string)name!)) yield return $"{at}.{name} is missing.";
        if (schema["maxProperties"] is { } most && value.Count > (int)most) yield return $"{at} has more than {most} members.";
        foreach (var (name, member) in value)
        {
            if (schema["properties"]?[name] is { } known) foreach (var fault in Faults(member, known, $"{at}.{name}")) yield return fault;
            else if (schema["additionalProperties"] is JsonObject { Count: > 0 } other) foreach (var fault in Faults(member, other, $"{at}.{name}")) yield return fault;
            else if (schema["additionalProperties"] is JsonValue no && no.GetValueKind() == JsonValueKind.False) yield return $"{at}.{name} is not known.";
        }
    }

    private bool IsNullable(JsonObject schema) =>
        (bool?)schema["nullable"] == true || (schema["type"] is JsonArray types && types.Any(t => (string?)t == "null"))
        || ((schema["anyOf"] ?? schema["oneOf"]) is JsonArray any && any.Any(part => IsNullable(Resolve(part!))))
        || (schema["type"] is null && schema["properties"] is null && schema["allOf"] is null && schema["anyOf"] is null && schema["oneOf"] is null && schema["enum"] is null);

    private static List<string> TypesOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => [.. several.Select(t => (string)t!).Where(Known.Contains)],
        JsonValue one => [(string)one!],
        _ => [],
    };

    private static bool Is(JsonNode value, string type) => (type, value.GetValueKind()) switch
    {
        ("integer", JsonValueKind.Number) => value.AsValue().TryGetValue(out long _) || value.AsValue().TryGetValue(out int _),
        ("number", JsonValueKind.Number) or ("string", JsonValueKind.String) or ("array", JsonValueKind.Array) or ("object", JsonValueKind.Object) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        _ => false,
    };
}

using System.Text.Json;

namespace ChatOps.LocalWorkspace.WebApi;

/// <summary>Reads a call: its arguments and the token it shows.</summary>
internal static class ApiRequest
{
    private const string Bearer = "Bearer ";

    public static async Task<ApiArguments> Read(HttpRequest request, bool takesJson)
    {
        var values = request.Query.ToDictionary(q => q.Key, q => AsJson(q.Value.ToString()));
        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync(request.HttpContext.RequestAborted))
                values[name] = AsJson(value.ToString());
        }
        else if (request.HasJsonContentType() && takesJson)
        {
            foreach (var property in (await Json(request)).EnumerateObject())
                values[property.Name] = property.Value;
        }

        return new ApiArguments(values);
    }

    public static string? Token(HttpRequest request, ApiArguments arguments)
    {
        string? header = request.Headers.Authorization;
        if (header?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true)
            return header[Bearer.Length..].Trim();
        return arguments.Has("token") ? arguments.Text("token") : null;
    }

    private static async Task<JsonElement> Json(HttpRequest request)
    {
        JsonElement json;
        try
        {
            json = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        }
        catch (JsonException)
        {
            throw new ApiRefusedException("invalid_json");
        }

        return json.ValueKind == JsonValueKind.Object ? json : throw new ApiRefusedException("json_not_object");
    }

    private static JsonElement AsJson(string text) => JsonSerializer.SerializeToElement(text);
}

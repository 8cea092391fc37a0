using System.Globalization;
using System.Text.Json;

namespace ChatOps.LocalWorkspace.WebApi;

/// <summary>The arguments of a call, whether they came as a form or as JSON.</summary>
internal sealed class ApiArguments(IReadOnlyDictionary<string, JsonElement> values)
{
    public bool Has(string name) => values.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <returns>The argument, or an empty text.</returns>
    public string Text(string name) => Has(name) ? values[name].ToString() : "";

    public bool Flag(string name) => Text(name) is "true" or "True" or "1";

    public int Number(string name, int otherwise) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>An argument that is JSON. In a form, and often in JSON too, it comes as text.</summary>
    public JsonElement? Json(string name, string refusal)
    {
        if (!Has(name))
            return null;
        var value = values[name];
        if (value.ValueKind != JsonValueKind.String)
            return value;
        if (value.GetString() is "")
            return null;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(value.GetString()!);
        }
        catch (JsonException)
        {
            throw new ApiRefusedException(refusal);
        }
    }
}

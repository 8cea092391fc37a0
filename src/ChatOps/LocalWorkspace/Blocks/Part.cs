using System.Text.Json;

namespace ChatOps.LocalWorkspace.Blocks;

/// <summary>A piece of blocks under check, and where it is.</summary>
internal readonly record struct Part(JsonElement Json, string Pointer, Faults Faults)
{
    public string Type => Json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "";

    public void Fault(string words) => Faults.Add(Pointer, words);

    public bool Has(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Slack refuses properties that it does not know, rather than pass over them.</summary>
    public void Only(params ReadOnlySpan<string> known)
    {
        foreach (var property in Json.EnumerateObject())
        {
            if (!known.Contains(property.Name))
                Fault($"invalid additional property: {property.Name}");
        }
    }

    public Part? Object(string name, bool required = false)
    {
        if (!Has(name))
        {
            if (required)
                Fault($"missing required field: {name}");
            return null;
        }

        var part = new Part(Json.GetProperty(name), $"{Pointer}/{name}", Faults);
        if (part.Json.ValueKind == JsonValueKind.Object)
            return part;
        part.Fault("must be an object");
        return null;
    }

    public IReadOnlyList<Part> List(string name, int max, int min = 1, bool required = true)
    {
        if (!Has(name))
        {
            if (required)
                Fault($"missing required field: {name}");
            return [];
        }

        return ItemsOf(Json.GetProperty(name), $"{Pointer}/{name}", Faults, max, min);
    }

    public static IReadOnlyList<Part> ItemsOf(JsonElement list, string pointer, Faults faults, int max, int min)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            faults.Add(pointer, "must be an array");
            return [];
        }

        if (list.GetArrayLength() > max)
            faults.Add(pointer, $"no more than {max} items allowed");
        if (list.GetArrayLength() < min)
            faults.Add(pointer, $"no fewer than {min} items allowed");
        var parts = list.EnumerateArray().Select((item, index) => new Part(item, $"{pointer}/{index}", faults)).ToList();
        foreach (var part in parts.Where(p => p.Json.ValueKind != JsonValueKind.Object))
            part.Fault("must be an object");
        return [.. parts.Where(p => p.Json.ValueKind == JsonValueKind.Object)];
    }

    public string? String(string name, int max, bool required = false, int min = 1)
    {
        if (!Has(name))
        {
            if (required)
                Fault($"missing required field: {name}");
            return null;
        }

        var value = Json.GetProperty(name);
        var pointer = $"{Pointer}/{name}";
        if (value.ValueKind != JsonValueKind.String)
        {
            Faults.Add(pointer, "must be a string");
            return null;
        }

        var text = value.GetString()!;
        if (text.Length > max)
            Faults.Add(pointer, $"must be less than {max + 1} characters");
        if (text.Length < min)
            Faults.Add(pointer, $"must be more than {min - 1} characters");
        return text;
    }

    public void OneOf(string name, params ReadOnlySpan<string> allowed)
    {
        if (Has(name) && (Json.GetProperty(name).ValueKind != JsonValueKind.String || !allowed.Contains(Json.GetProperty(name).GetString())))
            Faults.Add($"{Pointer}/{name}", "must be a valid enum value");
    }

    public void Flag(string name)
    {
        if (Has(name) && Json.GetProperty(name).ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Faults.Add($"{Pointer}/{name}", "must be a boolean");
    }

    public void Number(string name, int min, int max)
    {
        if (!Has(name))
            return;
        var value = Json.GetProperty(name);
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number) || number < min || number > max)
            Faults.Add($"{Pointer}/{name}", $"must be an integer from {min} to {max}");
    }
}

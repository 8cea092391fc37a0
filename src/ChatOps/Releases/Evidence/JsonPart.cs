using System.Text.Json;

namespace ChatOps.Releases.Evidence;

/// <summary>A value in a JSON file that knows its place, for words such as <c>runs[0].results[3].level must be a text</c>.</summary>
internal sealed class JsonPart(JsonElement element, JsonPart? parent = null, string name = "")
{
    public string Place => parent is null ? "the root" : parent.PlaceInside(name);

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <returns>Null if this is no object, has no such member, or it is null.</returns>
    public JsonPart? this[string member] =>
        IsObject && element.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null ? new(value, this, $".{member}") : null;

    /// <summary>The members of a list; none if there is no such list.</summary>
    public IEnumerable<JsonPart> List(string member) => this[member] is { } list ? list.Entries() : [];

    public IEnumerable<JsonPart> Entries()
    {
        if (element.ValueKind != JsonValueKind.Array) throw Fault("must be a list");
        return element.EnumerateArray().Select((entry, i) => new JsonPart(entry, this, $"[{i}]"));
    }

    public string? Text(string member) => this[member]?.AsText();

    public string AsText()
    {
        if (element.ValueKind != JsonValueKind.String) throw Fault("must be a text");
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw EvidenceFaultException.At(Place, "holds half a character", e);
        }
    }

    /// <summary>A number, or a text that is one: tools write scores both ways.</summary>
    public double? Score(string member)
    {
        if (this[member] is not { } part) return null;
        var score = part.AsScore();
        return score is >= 0 and <= 10 ? score : throw part.Fault("must be a score from 0 to 10");
    }

    /// <returns>Null if it is missing or -1, which is how SARIF says that there is none.</returns>
    public int? Index(string member)
    {
        if (this[member] is not { } part) return null;
        return part.AsInt() switch
        {
            -1 => null,
            >= 0 and var index => index,
            _ => throw part.Fault("must be a whole number from 0"),
        };
    }

    public bool? Flag(string member) => this[member] switch
    {
        null => null,
        { } part => part.AsFlag(),
    };

    public EvidenceFaultException Fault(string words) => EvidenceFaultException.At(Place, words);

    private bool AsFlag() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Fault("must be true or false"),
    };

    private int AsInt() => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) ? number : throw Fault("must be a whole number");

    private double AsScore() =>
        element.ValueKind == JsonValueKind.Number ? element.GetDouble()
        : double.TryParse(AsText(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var score) ? score
        : double.NaN;

    private string PlaceInside(string child) => parent is null ? child.TrimStart('.') : Place + child;
}

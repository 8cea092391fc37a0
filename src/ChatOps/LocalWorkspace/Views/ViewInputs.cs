using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOps.LocalWorkspace.Views;

/// <summary>What was typed into a modal, and what Slack itself objects to before the bot is asked.</summary>
/// <param name="Values"><c>state.values</c>: by block id, then by action id.</param>
internal sealed record ViewInputs(JsonObject Values, IReadOnlyDictionary<string, string> Errors)
{
    /// <param name="typed">By block id, then by action id; or simply by action id.</param>
    public static ViewInputs Read(OpenView view, JsonElement typed)
    {
        var values = new JsonObject();
        var errors = new Dictionary<string, string>();
        foreach (var block in view.Json.GetProperty("blocks").EnumerateArray().Where(b => b.GetProperty("type").ValueEquals("input")))
        {
            var (id, element) = (block.GetProperty("block_id").GetString()!, block.GetProperty("element"));
            var action = element.GetProperty("action_id").GetString()!;
            var text = Typed(typed, id, action);
            var isOptional = block.TryGetProperty("optional", out var optional) && optional.ValueKind == JsonValueKind.True;
            if (Objection(element, text, isOptional) is { } objection)
                errors[id] = objection;
            values[id] = new JsonObject { [action] = Value(element, text) };
        }

        return new(values, errors);
    }

    private static string? Objection(JsonElement element, string? text, bool isOptional)
    {
        if (text is null)
            return isOptional ? null : "Please complete this required field.";
        if (!element.GetProperty("type").ValueEquals("plain_text_input"))
            return Option(element, text) is null ? "Please choose one of the options." : null;
        if (text.Length > Limit(element, "max_length", 3000))
            return $"Please enter at most {Limit(element, "max_length", 3000)} characters.";
        return text.Length < Limit(element, "min_length", 0) ? $"Please enter at least {Limit(element, "min_length", 0)} characters." : null;
    }

    private static JsonObject Value(JsonElement element, string? text)
    {
        if (element.GetProperty("type").ValueEquals("plain_text_input"))
            return new JsonObject { ["type"] = "plain_text_input", ["value"] = text };
        var chosen = text is null ? null : Option(element, text);
        return new JsonObject
        {
            ["type"] = "static_select",
            ["selected_option"] = chosen is { } option ? JsonSerializer.SerializeToNode(option) : null,
        };
    }

    private static string? Typed(JsonElement typed, string block, string action)
    {
        if (typed.ValueKind != JsonValueKind.Object)
            return null;
        if (typed.TryGetProperty(block, out var inBlock) && inBlock.ValueKind == JsonValueKind.Object)
            typed = inBlock;
        return typed.TryGetProperty(action, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
    }

    private static JsonElement? Option(JsonElement select, string value)
    {
        var own = select.TryGetProperty("options", out var options) ? options.EnumerateArray() : default;
        var grouped = select.TryGetProperty("option_groups", out var groups)
            ? groups.EnumerateArray().SelectMany(g => g.GetProperty("options").EnumerateArray())
            : [];
        foreach (var option in own.Concat(grouped))
        {
            if (option.GetProperty("value").ValueEquals(value))
                return option;
        }

        return null;
    }

    private static int Limit(JsonElement element, string name, int otherwise) =>
        element.TryGetProperty(name, out var limit) ? limit.GetInt32() : otherwise;
}

using System.Text.Json.Nodes;
using ChatOps.LocalWorkspace.Blocks;
using ChatOps.LocalWorkspace.Messages;

namespace ChatOps.LocalWorkspace.Requests;

/// <summary>What was pressed or chosen: an element of a message as it is stored now.</summary>
internal sealed record ClickTarget(JsonObject Block, JsonObject Element, JsonObject? Option)
{
    /// <param name="value">What the button carried when it was seen; null does not compare.</param>
    /// <param name="option">The value of the option that was chosen.</param>
    /// <returns>Null if the message no longer has it.</returns>
    public static ClickTarget? Find(Message message, string action, string? block, string? value, string? option)
    {
        if (MessageWire.Node(message.Blocks) is not JsonArray blocks)
            return null;
        foreach (var candidate in blocks.OfType<JsonObject>().Where(b => block is null || (string?)b["block_id"] == block))
        {
            var element = BlockIds.Elements(candidate).FirstOrDefault(e => (string?)e["action_id"] == action);
            if (element is null)
                continue;
            if ((string?)element["type"] == "button")
            {
                if (value is null || (string?)element["value"] == value)
                    return new ClickTarget(candidate, element, Option: null);
            }
            else if (Options(element).FirstOrDefault(o => (string?)o["value"] == (option ?? value)) is { } chosen)
            {
                return new ClickTarget(candidate, element, chosen);
            }
        }

        return null;
    }

    /// <summary>The entry of <c>actions</c> in the request.</summary>
    public JsonObject Action(string ts)
    {
        var action = new JsonObject();
        foreach (var name in new[] { "type", "action_id", "text", "value", "style", "url", "placeholder", "confirm" })
        {
            if (Element[name] is { } given)
                action[name] = given.DeepClone();
        }

        action["block_id"] = Block["block_id"]?.DeepClone();
        if (Option is not null)
            action["selected_option"] = Option.DeepClone();
        action["action_ts"] = ts;
        return action;
    }

    /// <summary>What stands chosen in the message.</summary>
    public JsonObject State()
    {
        if (Option is null || (string?)Element["type"] != "static_select")
            return [];
        var chosen = new JsonObject { ["type"] = "static_select", ["selected_option"] = Option.DeepClone() };
        return new JsonObject { [(string)Block["block_id"]!] = new JsonObject { [(string)Element["action_id"]!] = chosen } };
    }

    private static IEnumerable<JsonObject> Options(JsonObject select) =>
        Own(select).Concat(select["option_groups"] is JsonArray groups ? groups.OfType<JsonObject>().SelectMany(Own) : []);

    private static IEnumerable<JsonObject> Own(JsonObject holder) =>
        holder["options"] is JsonArray options ? options.OfType<JsonObject>() : [];
}

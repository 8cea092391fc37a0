using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOps.LocalWorkspace.Blocks;

/// <summary>Gives an id to each block and element that came without one, as Slack does.</summary>
internal static class BlockIds
{
    private const string Letters = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static JsonElement Assign(JsonElement blocks)
    {
        var list = JsonSerializer.SerializeToNode(blocks)!.AsArray();
        foreach (var block in list.OfType<JsonObject>())
        {
            block["block_id"] ??= New();
            foreach (var element in Elements(block))
                element["action_id"] ??= New();
        }

        return JsonSerializer.SerializeToElement(list);
    }

    /// <summary>What can be acted upon in this block.</summary>
    public static IEnumerable<JsonObject> Elements(JsonObject block)
    {
        var all = block["elements"] is JsonArray elements ? elements.OfType<JsonObject>() : [];
        return all
            .Concat(new[] { block["accessory"], block["element"] }.OfType<JsonObject>())
            .Where(e => (string?)e["type"] is "button" or "overflow" or "static_select" or "plain_text_input");
    }

    private static string New() => RandomNumberGenerator.GetString(Letters, 5);
}

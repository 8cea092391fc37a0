using System.Text.Json;

namespace ChatOps.LocalWorkspace.Blocks;

/// <summary>Slack's rules for the blocks of a message or a modal.</summary>
internal static class BlockRules
{
    /// <summary>Slack does not document how much text all blocks of a message may hold together; a little above this it refuses.</summary>
    private const int MessageText = 12_000;

    public static Faults OfMessage(JsonElement blocks)
    {
        var faults = new Faults();
        Check(blocks, "/blocks", 50, min: 0, faults);
        return faults;
    }

    public static bool IsTooLong(JsonElement blocks) => TextLength(blocks) > MessageText;

    public static Faults OfView(JsonElement json)
    {
        var faults = new Faults();
        var view = new Part(json, "/view", faults);
        if (view.Type != "modal")
            view.Fault($"unsupported type: {view.Type}");
        view.Only(
            "type", "title", "blocks", "submit", "close", "private_metadata", "callback_id", "clear_on_close", "notify_on_close", "external_id",
            "submit_disabled");
        CompositionRules.Text(view, "title", 24, plainOnly: true);
        CompositionRules.Text(view, "submit", 24, plainOnly: true, required: false);
        CompositionRules.Text(view, "close", 24, plainOnly: true, required: false);
        view.String("private_metadata", 3000, min: 0);
        view.String("callback_id", 255, min: 0);
        view.String("external_id", 255, min: 0);
        if (!view.Has("blocks"))
        {
            view.Fault("missing required field: blocks");
            return faults;
        }

        var blocks = Check(json.GetProperty("blocks"), "/view/blocks", 100, min: 1, faults);
        if (blocks.Any(b => b.Type == "input") && !view.Has("submit"))
            view.Fault("missing required field: submit");
        return faults;
    }

    private static IReadOnlyList<Part> Check(JsonElement json, string pointer, int max, int min, Faults faults)
    {
        var blocks = Part.ItemsOf(json, pointer, faults, max, min);
        var ids = new HashSet<string>();
        foreach (var block in blocks)
        {
            LayoutRules.Check(block);
            if (block.Json.TryGetProperty("block_id", out var id) && !ids.Add(id.ToString()))
                block.Fault($"duplicate block_id: {id}");
        }

        return blocks;
    }

    private static int TextLength(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().Sum(TextLength),
        JsonValueKind.Object => json.EnumerateObject().Sum(p =>
            p.NameEquals("text") && p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()!.Length : TextLength(p.Value)),
        _ => 0,
    };
}

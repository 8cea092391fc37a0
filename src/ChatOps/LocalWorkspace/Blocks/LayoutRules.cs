namespace ChatOps.LocalWorkspace.Blocks;

/// <summary>The blocks themselves.</summary>
internal static class LayoutRules
{
    public static void Check(Part block)
    {
        block.String("block_id", 255);
        switch (block.Type)
        {
            case "divider":
                block.Only("type", "block_id");
                break;
            case "header":
                block.Only("type", "block_id", "text");
                CompositionRules.Text(block, "text", 150, plainOnly: true);
                break;
            case "section":
                Section(block);
                break;
            case "context":
                Context(block);
                break;
            case "actions":
                block.Only("type", "block_id", "elements");
                Elements(block.List("elements", 25));
                break;
            case "image":
                ElementRules.Image(block, "type", "block_id", "image_url", "alt_text", "title");
                CompositionRules.Text(block, "title", 2000, plainOnly: true, required: false);
                break;
            case "input":
                Input(block);
                break;
            case "":
                block.Fault("missing required field: type");
                break;
            default:
                block.Fault($"unsupported type: {block.Type}");
                break;
        }
    }

    private static void Section(Part block)
    {
        block.Only("type", "block_id", "text", "fields", "accessory", "expand");
        block.Flag("expand");
        CompositionRules.Text(block, "text", 3000, plainOnly: false, required: !block.Has("fields"));
        foreach (var field in block.List("fields", 10, required: false))
            CompositionRules.Text(field, 2000, plainOnly: false);
        if (block.Object("accessory") is { } accessory)
            ElementRules.Check(accessory, "button", "overflow", "static_select", "image");
    }

    private static void Context(Part block)
    {
        block.Only("type", "block_id", "elements");
        foreach (var element in block.List("elements", 10))
        {
            if (element.Type == "image")
                ElementRules.Check(element, "image");
            else
                CompositionRules.Text(element, 3000, plainOnly: false);
        }
    }

    private static void Elements(IReadOnlyList<Part> elements)
    {
        var ids = new HashSet<string>();
        foreach (var element in elements)
        {
            ElementRules.Check(element, "button", "overflow", "static_select");
            if (element.Json.TryGetProperty("action_id", out var given) && given.ToString() is var id && !ids.Add(id))
                element.Fault($"duplicate action_id: {id}");
        }
    }

    private static void Input(Part block)
    {
        block.Only("type", "block_id", "label", "element", "hint", "optional", "dispatch_action");
        CompositionRules.Text(block, "label", 2000, plainOnly: true);
        CompositionRules.Text(block, "hint", 2000, plainOnly: true, required: false);
        block.Flag("optional");
        block.Flag("dispatch_action");
        if (block.Object("element", required: true) is { } element)
            ElementRules.Check(element, "plain_text_input", "static_select");
    }
}

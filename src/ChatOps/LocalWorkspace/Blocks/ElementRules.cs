namespace ChatOps.LocalWorkspace.Blocks;

/// <summary>What people press, choose from and type into.</summary>
internal static class ElementRules
{
    public static void Check(Part element, params ReadOnlySpan<string> allowed)
    {
        if (!allowed.Contains(element.Type))
        {
            element.Fault($"unsupported type: {element.Type}");
            return;
        }

        if (element.Type != "image")
            element.String("action_id", 255);
        switch (element.Type)
        {
            case "button":
                Button(element);
                break;
            case "overflow":
                element.Only("type", "action_id", "options", "confirm");
                CompositionRules.Options(element, 5, withUrl: true);
                CompositionRules.Confirm(element);
                break;
            case "static_select":
                Select(element);
                break;
            case "plain_text_input":
                TextInput(element);
                break;
            case "image":
                Image(element, "type", "image_url", "alt_text");
                break;
        }
    }

    public static void Image(Part image, params ReadOnlySpan<string> known)
    {
        image.Only(known);
        image.String("image_url", 3000, required: true);
        image.String("alt_text", 2000, required: true);
    }

    private static void Button(Part button)
    {
        button.Only("type", "action_id", "text", "url", "value", "style", "confirm", "accessibility_label");
        CompositionRules.Text(button, "text", 75, plainOnly: true);
        button.String("url", 3000);
        button.String("value", 2000);
        button.String("accessibility_label", 75);
        button.OneOf("style", "primary", "danger");
        CompositionRules.Confirm(button);
    }

    private static void Select(Part select)
    {
        select.Only("type", "action_id", "placeholder", "options", "option_groups", "initial_option", "confirm", "focus_on_load");
        CompositionRules.Text(select, "placeholder", 150, plainOnly: true, required: false);
        CompositionRules.Confirm(select);
        select.Flag("focus_on_load");
        if (select.Object("initial_option") is { } initial)
            CompositionRules.Option(initial);
        if (!select.Has("option_groups"))
        {
            CompositionRules.Options(select, 100);
            return;
        }

        foreach (var group in select.List("option_groups", 100))
        {
            group.Only("label", "options");
            CompositionRules.Text(group, "label", 75, plainOnly: true);
            CompositionRules.Options(group, 100);
        }
    }

    private static void TextInput(Part input)
    {
        input.Only(
            "type", "action_id", "placeholder", "initial_value", "multiline", "min_length", "max_length", "focus_on_load", "dispatch_action_config");
        CompositionRules.Text(input, "placeholder", 150, plainOnly: true, required: false);
        input.String("initial_value", 3000, min: 0);
        input.Flag("multiline");
        input.Flag("focus_on_load");
        input.Number("min_length", 0, 3000);
        input.Number("max_length", 1, 3000);
    }
}

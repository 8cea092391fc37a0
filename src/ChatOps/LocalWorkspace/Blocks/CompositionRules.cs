namespace ChatOps.LocalWorkspace.Blocks;

/// <summary>Texts, options and confirm dialogs.</summary>
internal static class CompositionRules
{
    public static void Text(Part parent, string name, int max, bool plainOnly, bool required = true)
    {
        if (parent.Object(name, required) is { } text)
            Text(text, max, plainOnly);
    }

    public static void Text(Part text, int max, bool plainOnly)
    {
        text.String("text", max, required: true);
        if (text.Type == "plain_text")
        {
            text.Only("type", "text", "emoji");
            text.Flag("emoji");
        }
        else if (text.Type == "mrkdwn" && !plainOnly)
        {
            text.Only("type", "text", "verbatim");
            text.Flag("verbatim");
        }
        else
        {
            text.Fault(plainOnly ? "must be a plain_text object" : $"unsupported type: {text.Type}");
        }
    }

    public static void Confirm(Part parent)
    {
        if (parent.Object("confirm") is not { } confirm)
            return;
        confirm.Only("title", "text", "confirm", "deny", "style");
        Text(confirm, "title", 100, plainOnly: true);
        Text(confirm, "text", 300, plainOnly: false);
        Text(confirm, "confirm", 30, plainOnly: true);
        Text(confirm, "deny", 30, plainOnly: true);
        confirm.OneOf("style", "primary", "danger");
    }

    public static void Options(Part parent, int max, bool withUrl = false)
    {
        foreach (var option in parent.List("options", max))
            Option(option, withUrl);
    }

    public static void Option(Part option, bool withUrl = false)
    {
        if (withUrl)
            option.Only("text", "value", "description", "url");
        else
            option.Only("text", "value", "description");
        Text(option, "text", 75, plainOnly: true);
        option.String("value", 150, required: true);
        Text(option, "description", 75, plainOnly: true, required: false);
        option.String("url", 3000);
    }
}

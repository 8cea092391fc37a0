using System.Text.Json;

namespace ChatOps.Tests.Slack;

/// <summary>Slack's documented rules for what the bot draws, written apart from the code that draws, over the JSON that goes out.</summary>
internal static class BlockRules
{
    public static List<string> FaultsOf(JsonElement message)
    {
        var faults = new List<string>();
        Text(faults, "text", message.GetProperty("text").GetString()!, 1, 4000);
        var blocks = message.GetProperty("blocks").EnumerateArray().ToList();
        if (blocks.Count is 0 or > 50) faults.Add($"{blocks.Count} blocks");
        var ids = blocks.Where(b => b.TryGetProperty("block_id", out _)).Select(b => b.GetProperty("block_id").GetString()!).ToList();
        if (ids.Distinct().Count() != ids.Count) faults.Add("block_id twice");
        foreach (var block in blocks) Block(faults, block);
        return faults;
    }

    private static void Block(List<string> faults, JsonElement block)
    {
        switch (block.GetProperty("type").GetString())
        {
            case "header":
                TextObject(faults, "header", block.GetProperty("text"), 150, markup: false);
                break;
            case "section":
                if (!block.TryGetProperty("text", out var text) & !block.TryGetProperty("fields", out var fields)) faults.Add("an empty section");
                if (text.ValueKind == JsonValueKind.Object) TextObject(faults, "section", text, 3000);
                if (fields.ValueKind != JsonValueKind.Array) break;
                if (fields.GetArrayLength() is 0 or > 10) faults.Add("fields");
                foreach (var field in fields.EnumerateArray()) TextObject(faults, "field", field, 2000);
                break;
            case "context":
                if (block.GetProperty("elements").GetArrayLength() is 0 or > 10) faults.Add("context elements");
                foreach (var element in block.GetProperty("elements").EnumerateArray()) TextObject(faults, "context", element, 2000);
                break;
            case "actions":
                var buttons = block.GetProperty("elements").EnumerateArray().ToList();
                if (buttons.Count is 0 or > 25) faults.Add("actions");
                if (buttons.Select(b => b.GetProperty("action_id").GetString()).Distinct().Count() != buttons.Count) faults.Add("action_id twice");
                foreach (var button in buttons) Button(faults, button);
                break;
            case "divider":
                break;
            case var other:
                faults.Add($"a block of type {other}");
                break;
        }
    }

    private static void Button(List<string> faults, JsonElement button)
    {
        if (button.GetProperty("type").GetString() != "button") faults.Add("no button");
        TextObject(faults, "button", button.GetProperty("text"), 75, markup: false);
        Text(faults, "action_id", button.GetProperty("action_id").GetString()!, 1, 255);
        Text(faults, "value", button.GetProperty("value").GetString()!, 1, 2000);
        if (button.TryGetProperty("style", out var style) && style.GetString() is not ("primary" or "danger")) faults.Add("style");
        if (!button.TryGetProperty("confirm", out var confirm)) return;
        TextObject(faults, "confirm title", confirm.GetProperty("title"), 100, markup: false);
        TextObject(faults, "confirm text", confirm.GetProperty("text"), 300);
        TextObject(faults, "confirm yes", confirm.GetProperty("confirm"), 30, markup: false);
        TextObject(faults, "confirm no", confirm.GetProperty("deny"), 30, markup: false);
    }

    private static void TextObject(List<string> faults, string where, JsonElement text, int max, bool markup = true)
    {
        var type = text.GetProperty("type").GetString();
        if (type is not ("plain_text" or "mrkdwn") || (type == "mrkdwn" && !markup)) faults.Add($"{where}: type {type}");
        if (text.TryGetProperty("emoji", out _) && type == "mrkdwn") faults.Add($"{where}: emoji in markup");
        if (text.TryGetProperty("verbatim", out _) && type == "plain_text") faults.Add($"{where}: verbatim in plain text");
        Text(faults, where, text.GetProperty("text").GetString()!, 1, max);
    }

    private static void Text(List<string> faults, string where, string text, int min, int max)
    {
        if (text.Length < min || text.Length > max) faults.Add($"{where}: {text.Length} characters");
        if (text.Trim().Length == 0) faults.Add($"{where}: blank");
        if (text.EnumerateRunes().Any(r => r.Value == 0xFFFD) && !text.Contains('\uFFFD')) faults.Add($"{where}: half a character");
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))) faults.Add($"{where}: half a surrogate pair");
            if (char.IsControl(text[i]) && text[i] != '\n') faults.Add($"{where}: control character");
        }
    }
}

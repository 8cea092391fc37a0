using System.Text.Json;

namespace ChatOps.Tests.LocalWorkspace;

/// <summary>Block Kit, written short.</summary>
internal static class Blocks
{
    public static object Plain(string text) => new { type = "plain_text", text };

    public static object Mrkdwn(string text) => new { type = "mrkdwn", text };

    public static object Section(string text) => new { type = "section", text = Mrkdwn(text) };

    public static object Button(string text, string action, string value = "v", string? style = null) => style is null
        ? new { type = "button", text = Plain(text), action_id = action, value }
        : new { type = "button", text = Plain(text), action_id = action, value, style };

    public static object Actions(params object[] elements) => new { type = "actions", block_id = "acts", elements };

    public static object Modal(params object[] blocks) =>
        new { type = "modal", callback_id = "reason", private_metadata = "57", title = Plain("Why?"), submit = Plain("Send"), blocks };

    public static object Input(string block, string action) =>
        new { type = "input", block_id = block, label = Plain("Why?"), element = new { type = "plain_text_input", action_id = action } };

    public static string Error(this JsonElement answer) =>
        answer.GetProperty("ok").GetBoolean() ? "none" : answer.GetProperty("error").GetString()!;
}

using System.Text.Json;

namespace ChatOps.Slack.Blocks;

/// <summary>The form that asks for the reason of a rejection.</summary>
internal static class ReasonModal
{
    public const string CallbackId = "chatops.reason";
    public const string BlockId = "reason";
    public const string ActionId = "text";

    /// <summary>Travels in the form, unseen, and comes back with the answer.</summary>
    public sealed record Memo(long Run, string Decision, string Channel);

    public static ModalView Of(ReasonForm form) => new(
        CallbackId,
        TextObject.Plain("Reject"),
        TextObject.Plain("Reject"),
        TextObject.Plain("Back"),
        JsonSerializer.Serialize(new Memo(form.Run, form.Decision, form.Channel), SlackJson.Default.Memo),
        [
            new SectionBlock(TextObject.Plain(Mrkdwn.Plain(form.Title, 300) is { Length: > 0 } title ? title : $"Run {form.Run}")),
            new InputBlock(
                TextObject.Plain("Why?"),
                new TextInputElement(ActionId, Multiline: true, MinLength: 1, MaxLength: Limits.Reason, FocusOnLoad: true),
                TextObject.Plain("Shown on the card and kept in the audit log.")) { BlockId = BlockId },
        ]);

    public static Memo? Read(string? privateMetadata)
    {
        if (string.IsNullOrEmpty(privateMetadata)) return null;
        try
        {
            var memo = JsonSerializer.Deserialize(privateMetadata, SlackJson.Default.Memo);
            return memo is { Run: > 0, Decision: not null, Channel.Length: > 0 } ? memo : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

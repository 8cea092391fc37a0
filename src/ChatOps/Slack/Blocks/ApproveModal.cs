using System.Text.Json;
using ChatOps.Pipelines;

namespace ChatOps.Slack.Blocks;

/// <summary>The form that asks an approver for what the policy wants in words: conditions to type, and a reason.</summary>
internal static class ApproveModal
{
    public const string CallbackId = "chatops.approve";
    public const string ReasonBlock = "reason";
    public const string ActionId = "text";

    /// <summary>Travels in the form, unseen, and comes back with the answer.</summary>
    public sealed record Memo(long Run, string Decision, string Channel, IReadOnlyList<string> Conditions, bool ReasonNeeded);

    public static string ConditionBlock(int number) => $"condition-{number}";

    public static ModalView Of(ApprovalForm form) => new(
        CallbackId,
        TextObject.Plain("Approve"),
        TextObject.Plain("Approve"),
        TextObject.Plain("Back"),
        JsonSerializer.Serialize(new(form.Run, form.Decision, form.Channel, form.Words.Conditions, form.Words.ReasonNeeded), ApproveJson.Default.Memo),
        [
            new SectionBlock(TextObject.Plain(Mrkdwn.Plain(form.Title, 300) is { Length: > 0 } title ? title : $"Run {form.Run}")),
            .. form.Words.Conditions.Select((c, i) => new InputBlock(
                TextObject.Plain(Mrkdwn.Plain($"Type: {c}", 200)),
                new TextInputElement(ActionId, Multiline: false, MinLength: 1, MaxLength: Limits.Reason, FocusOnLoad: i == 0),
                TextObject.Plain("You confirm it with your name.")) { BlockId = ConditionBlock(i) }),
            .. form.Words.ReasonNeeded ? [new InputBlock(
                TextObject.Plain("Why?"),
                new TextInputElement(ActionId, Multiline: true, MinLength: 1, MaxLength: Limits.Reason, FocusOnLoad: form.Words.Conditions.Count == 0),
                TextObject.Plain("Shown on the card and kept in the audit log.")) { BlockId = ReasonBlock }] : Array.Empty<Block>(),
        ]);

    /// <summary>What follows run and decision in the button's value.</summary>
    public static string ValueOf(ApprovalWords words) => $"|{(words.ReasonNeeded ? 1 : 0)}|{string.Join('\n', words.Conditions)}";

    /// <param name="decision">What stands behind the run in the button's value; afterwards the decision alone.</param>
    public static ApprovalWords Read(ref string decision)
    {
        var parts = decision.Split('|', 3);
        decision = parts[0];
        return new(parts.Length > 2 ? parts[2].Split('\n', StringSplitOptions.RemoveEmptyEntries) : [], parts.Length > 1 && parts[1] == "1");
    }

    public static Memo? Read(string? privateMetadata)
    {
        if (string.IsNullOrEmpty(privateMetadata)) return null;
        try
        {
            var memo = JsonSerializer.Deserialize(privateMetadata, ApproveJson.Default.Memo);
            return memo is { Run: > 0, Decision: not null, Channel.Length: > 0, Conditions: not null } ? memo : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(ApproveModal.Memo))]
internal sealed partial class ApproveJson : System.Text.Json.Serialization.JsonSerializerContext;

using System.Globalization;
using ChatOps.Pipelines;

namespace ChatOps.Slack.Blocks;

/// <summary>The card's buttons, and what comes back when one is pressed: the action in <c>action_id</c>, run and decision in <c>value</c>.</summary>
internal static class CardButtons
{
    private const string Prefix = "chatops.";

    private static readonly (ButtonAction Action, string Id, string Words, string? Style)[] Kinds =
    [
        (ButtonAction.Approve, "approve", "Approve", "primary"),
        (ButtonAction.Reject, "reject", "Reject", "danger"),
        (ButtonAction.Cancel, "cancel", "Cancel", null),
        (ButtonAction.Retry, "retry", "Retry", null),
        (ButtonAction.RollBack, "rollback", "Roll back", "danger"),
        (ButtonAction.RetryStage, "retry-stage", "Retry stage", null),
    ];

    public static IReadOnlyList<ButtonElement> Of(RunCard card)
    {
        // A cut decision would be another decision: no buttons are better than wrong ones.
        if (card.Buttons.Any(b => Value(b).Length > Limits.ButtonValue)) return [];
        return [.. card.Buttons
            .DistinctBy(b => b.Action)
            .Join(Kinds, b => b.Action, k => k.Action, (b, k) => Button(b, k.Id, k.Words, k.Style, Value(b)))];

        string Value(CardButton button) => $"{card.Run}|{button.Argument ?? card.Decision}";
    }

    /// <summary>What a pressed button means, or null if it is none of ours.</summary>
    public static ButtonAction? ActionOf(string? actionId)
    {
        if (actionId is null || !actionId.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        foreach (var kind in Kinds)
            if (actionId.AsSpan(Prefix.Length).SequenceEqual(kind.Id)) return kind.Action;
        return null;
    }

    public static bool TryParse(string? value, out long run, out string decision)
    {
        (run, decision) = (0, "");
        if (value is null || value.IndexOf('|', StringComparison.Ordinal) is var bar && bar < 1) return false;
        decision = value[(bar + 1)..];
        return long.TryParse(value.AsSpan(0, bar), NumberStyles.None, CultureInfo.InvariantCulture, out run) && run > 0;
    }

    private static ButtonElement Button(CardButton button, string id, string words, string? style, string value) =>
        new(Prefix + id, TextObject.Plain(words), value, style, button.Confirm is null ? null : new(
            TextObject.Plain($"{words}?"),
            TextObject.Plain(Mrkdwn.Plain(button.Confirm, Limits.ConfirmText) is { Length: > 0 } asked ? asked : "Are you sure?"),
            TextObject.Plain(words),
            TextObject.Plain("Not now"),
            style));
}

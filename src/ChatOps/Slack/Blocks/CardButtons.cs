using System.Globalization;
using ChatOps.Pipelines;

namespace ChatOps.Slack.Blocks;

/// <summary>The card's buttons, and what comes back when one is pressed: the action in <c>action_id</c>, run and decision in <c>value</c>.</summary>
internal static class CardButtons
{
    private const string Prefix = "chatops.";
    private const int MostOfAKind = 4;

    private static readonly (ButtonAction Action, string Id, string Words, string? Style)[] Kinds =
    [
        (ButtonAction.Approve, "approve", "Approve", "primary"),
        (ButtonAction.Reject, "reject", "Reject", "danger"),
        (ButtonAction.Cancel, "cancel", "Cancel", null),
        (ButtonAction.Retry, "retry", "Retry", null),
        (ButtonAction.RollBack, "rollback", "Roll back", "danger"),
        (ButtonAction.RetryStage, "retry-stage", "Retry stage", null),
        (ButtonAction.Promote, "promote", "Promote", "primary"),
    ];

    public static IReadOnlyList<ButtonElement> Of(RunCard card)
    {
        var severalNext = card.Buttons.Count(b => b.Action == ButtonAction.Promote) > 1;
        // A cut decision would be another decision: no buttons are better than wrong ones.
        return [.. card.Buttons
            .DistinctBy(b => (b.Action, b.Argument))
            .Join(Kinds, b => b.Action, k => k.Action, (b, k) => (Button: b, Kind: k, Value: $"{card.Run}|{b.Argument ?? card.Decision}"))
            .Where(b => b.Value.Length <= Limits.ButtonValue)
            // An action's id must be its own within the card.
            .GroupBy(b => b.Kind.Id)
            .SelectMany(same => same.Take(MostOfAKind).Select((b, i) => Button(
                b.Button, i == 0 ? b.Kind.Id : $"{b.Kind.Id}.{i + 1}",
                severalNext && b.Button is { Action: ButtonAction.Promote, Argument: { } to } ? Mrkdwn.Plain($"{b.Kind.Words} to {to}", Limits.ButtonText) : b.Kind.Words, b.Kind, b.Value)))];
    }

    /// <summary>What a pressed button means, or null if it is none of ours.</summary>
    public static ButtonAction? ActionOf(string? actionId)
    {
        if (actionId is null || !actionId.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        foreach (var kind in Kinds)
            if (actionId.AsSpan(Prefix.Length) is var id && (id.SequenceEqual(kind.Id) || id.StartsWith($"{kind.Id}.", StringComparison.Ordinal))) return kind.Action;
        return null;
    }

    public static bool TryParse(string? value, out long run, out string decision)
    {
        (run, decision) = (0, "");
        if (value is null || value.IndexOf('|', StringComparison.Ordinal) is var bar && bar < 1) return false;
        decision = value[(bar + 1)..];
        return long.TryParse(value.AsSpan(0, bar), NumberStyles.None, CultureInfo.InvariantCulture, out run) && run > 0;
    }

    private static ButtonElement Button(CardButton button, string id, string text, (ButtonAction Action, string Id, string Words, string? Style) kind, string value) =>
        new(Prefix + id, TextObject.Plain(text), value, kind.Style, button.Confirm is null ? null : new(
            TextObject.Plain($"{kind.Words}?"),
            TextObject.Plain(Mrkdwn.Plain(button.Confirm, Limits.ConfirmText) is { Length: > 0 } asked ? asked : "Are you sure?"),
            TextObject.Plain(kind.Words),
            TextObject.Plain("Not now"),
            kind.Style));
}

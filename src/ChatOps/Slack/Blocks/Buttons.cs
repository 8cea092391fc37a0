using ChatOps.Pipelines;

namespace ChatOps.Slack.Blocks;

/// <summary>How each button looks, and which <c>action_id</c> it comes back with.</summary>
internal static class Buttons
{
    private const string Prefix = "chatops.";

    // In the order in which they stand side by side.
    private static readonly (ButtonAction Action, string Id, string Words, string? Style, bool IsOfNote)[] Kinds =
    [
        (ButtonAction.Approve, "approve", "Approve", "primary", false),
        (ButtonAction.ApproveInWords, "approve-in-words", "Approve", "primary", false),
        (ButtonAction.Reject, "reject", "Reject", "danger", false),
        (ButtonAction.Cancel, "cancel", "Cancel", null, false),
        (ButtonAction.Retry, "retry", "Retry", null, false),
        (ButtonAction.RollBack, "rollback", "Roll back", "danger", false),
        (ButtonAction.RetryStage, "retry-stage", "Retry stage", null, false),
        (ButtonAction.Promote, "promote", "Promote", "primary", false),
        (ButtonAction.Sign, "sign", "Sign", "primary", true),
        (ButtonAction.Unlock, "unlock", "Unlock", null, true),
    ];

    /// <summary>What a pressed button means, or null if it is none of ours.</summary>
    public static ButtonAction? ActionOf(string? actionId)
    {
        if (actionId is null || !actionId.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var id = actionId[Prefix.Length..].Split('.')[0];
        foreach (var kind in Kinds)
            if (kind.Id == id) return kind.Action;
        return null;
    }

    /// <summary>It stands below a note, so what it is about is a project and a subject; a card's is about its run.</summary>
    public static bool IsOfNote(ButtonAction action) => Kinds.First(k => k.Action == action).IsOfNote;

    public static IEnumerable<T> InOrder<T>(IEnumerable<T> buttons, Func<T, ButtonAction> action) =>
        buttons.Where(b => Kinds.Any(k => k.Action == action(b))).OrderBy(b => Array.FindIndex(Kinds, k => k.Action == action(b)));

    /// <param name="to">Said behind the button's words, where several of them stand side by side.</param>
    /// <param name="number">Of those with the same action in one message the second, third, …: Slack wants each to have its own id.</param>
    public static ButtonElement Draw(ButtonAction action, string value, string? confirm, int number = 1, string? to = null)
    {
        var (_, id, words, style, _) = Kinds.First(k => k.Action == action);
        var text = to is null ? words : Mrkdwn.Plain($"{words} to {to}", Limits.ButtonText);
        return new($"{Prefix}{id}{(number > 1 ? $".{number}" : "")}", TextObject.Plain(text), value, style, confirm is null ? null : new(
            TextObject.Plain($"{words}?"),
            TextObject.Plain(Mrkdwn.Plain(confirm, Limits.ConfirmText) is { Length: > 0 } asked ? asked : "Are you sure?"),
            TextObject.Plain(words),
            TextObject.Plain("Not now"),
            style));
    }
}

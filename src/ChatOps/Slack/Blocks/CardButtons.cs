using System.Globalization;
using ChatOps.Pipelines;

namespace ChatOps.Slack.Blocks;

/// <summary>The card's buttons, and what comes back when one is pressed: the action in <c>action_id</c>, run and decision in <c>value</c>.</summary>
internal static class CardButtons
{
    private const int MostOfAKind = 4;

    public static IReadOnlyList<ButtonElement> Of(RunCard card)
    {
        var severalNext = card.Buttons.Count(b => b.Action == ButtonAction.Promote) > 1;
        // A cut decision would be another decision: no button is better than a wrong one.
        var buttons = card.Buttons.DistinctBy(b => (b.Action, b.Argument)).Where(b => Value(b).Length <= Limits.ButtonValue);
        return [.. Buttons.InOrder(buttons, b => b.Action).GroupBy(b => b.Action).SelectMany(same => same.Take(MostOfAKind)
            .Select((b, i) => Buttons.Draw(b.Action, Value(b), b.Confirm, i + 1, severalNext && b is { Action: ButtonAction.Promote, Argument: { } to } ? to : null)))];

        string Value(CardButton button) => $"{card.Run}|{button.Argument ?? card.Decision}{(button.AsksFor is { } words ? ApproveModal.ValueOf(words) : "")}";
    }

    public static bool TryParse(string? value, out long run, out string decision)
    {
        (run, decision) = (0, "");
        if (value is null || value.IndexOf('|', StringComparison.Ordinal) is var bar && bar < 1) return false;
        decision = value[(bar + 1)..];
        return long.TryParse(value.AsSpan(0, bar), NumberStyles.None, CultureInfo.InvariantCulture, out run) && run > 0;
    }
}

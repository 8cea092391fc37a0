using System.Globalization;
using ChatOps.Pipelines;

namespace ChatOps.Slack.Blocks;

/// <summary>The card's buttons, and what comes back when one is pressed: the action in <c>action_id</c>, run and decision in <c>value</c>.</summary>
internal static class CardButtons
{
    public static IReadOnlyList<ButtonElement> Of(RunCard card)
    {
        var value = $"{card.Run}|{card.Decision}";
        // A cut decision would be another decision: no buttons are better than wrong ones.
        if (value.Length > Limits.ButtonValue) return [];
        return [.. Buttons.InOrder(card.Buttons.DistinctBy(b => b.Action), b => b.Action)
            .Select(b => (b.Action, Value: b.AsksFor is null ? value : $"{value}{ApproveModal.ValueOf(b.AsksFor)}", b.Confirm))
            .Where(b => b.Value.Length <= Limits.ButtonValue)
            .Select(b => Buttons.Draw(b.Action, b.Value, b.Confirm))];
    }

    public static bool TryParse(string? value, out long run, out string decision)
    {
        (run, decision) = (0, "");
        if (value is null || value.IndexOf('|', StringComparison.Ordinal) is var bar && bar < 1) return false;
        decision = value[(bar + 1)..];
        return long.TryParse(value.AsSpan(0, bar), NumberStyles.None, CultureInfo.InvariantCulture, out run) && run > 0;
    }
}

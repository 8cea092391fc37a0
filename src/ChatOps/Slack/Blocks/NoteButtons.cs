namespace ChatOps.Slack.Blocks;

/// <summary>A note's buttons, and what comes back when one is pressed: the action in <c>action_id</c>, project and subject in <c>value</c>.</summary>
internal static class NoteButtons
{
    public static IReadOnlyList<ButtonElement> Of(Note note) =>
    [
        .. (note.Buttons ?? [])
            .Where(b => ValueOf(b).Length <= Limits.ButtonValue)
            .GroupBy(b => b.Action)
            .SelectMany(same => same.Select((b, i) => Buttons.Draw(b.Action, ValueOf(b), b.Confirm, i + 1)))
            .Take(Limits.Actions),
    ];

    public static bool TryParse(string? value, out string project, out string subject)
    {
        (project, subject) = ("", "");
        if (value is null || value.IndexOf('|', StringComparison.Ordinal) is var bar && bar < 1) return false;
        (project, subject) = (value[..bar], value[(bar + 1)..]);
        return subject.Length > 0;
    }

    private static string ValueOf(NoteButton button) => $"{button.Project}|{button.Subject}";
}

using ChatOps.Domain.Approvals;

namespace ChatOps.Slack.Blocks;

/// <summary>Draws a note: a heading, some lines, and what a program said.</summary>
public static class NoteBlocks
{
    private const int LogRoom = Limits.SectionText - 20;

    public static Drawing Of(Note note)
    {
        var mention = string.Join(' ', (note.Mention is { } person ? [person] : Array.Empty<Person>()).Concat(note.Mentions ?? []).Select(Phrases.Mention));
        var tone = note.Tone switch { NoteTone.Good => "✅", NoteTone.Bad => "⚠️", _ => "" };
        var heading = Mrkdwn.Safe(note.Heading, 300);
        var strong = heading.Length > 0 ? $"*{heading}*" : "";
        var text = Mrkdwn.SafeLines(note.Text, Math.Max(500, Limits.SectionText - 500 - mention.Length));
        var log = string.IsNullOrWhiteSpace(note.Log) ? "" : Mrkdwn.LogTail(note.Log, LogRoom);

        var words = Lines(Words(mention, tone, strong), text);
        var blocks = new List<Block>();
        if (words.Length > 0) blocks.Add(new SectionBlock(TextObject.Markup(words)));
        if (log.Length > 0) blocks.Add(new SectionBlock(TextObject.Markup($"```\n{log}\n```")));
        if (NoteButtons.Of(note) is { Count: > 0 } buttons) blocks.Add(new ActionsBlock(buttons) { BlockId = "chatops.note" });
        if (blocks.Count == 0) blocks.Add(new SectionBlock(TextObject.Markup("–")));

        var fallback = Lines(Words(mention, heading), text);
        return new(Cut.Markup(fallback.Length > 0 ? fallback : log.Length > 0 ? log : "–", Limits.MessageText), blocks);
    }

    /// <summary>The note in message markup alone, as the answer to a command.</summary>
    public static string Markup(Note note) =>
        Cut.Markup(Lines(Mrkdwn.Safe(note.Heading, 300) is { Length: > 0 } heading ? $"*{heading}*" : "", Mrkdwn.SafeLines(note.Text, Limits.MessageText - 400)), Limits.MessageText);

    private static string Words(params string[] words) => string.Join(' ', words.Where(w => w.Length > 0));

    private static string Lines(params string[] lines) => string.Join('\n', lines.Where(l => l.Length > 0));
}

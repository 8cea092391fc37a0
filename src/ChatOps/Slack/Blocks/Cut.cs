using System.Globalization;
using System.Text;

namespace ChatOps.Slack.Blocks;

/// <summary>Cuts text so that it fits, never inside a character as people see it, a surrogate pair, an entity or a link.</summary>
public static class Cut
{
    public const string Mark = "…";

    /// <param name="text">Plain text.</param>
    public static string Plain(string text, int max) => Fit(text, max, static t => t.Length, static t => t);

    /// <param name="text">Plain text; what comes back is escaped, and fits after the escaping.</param>
    public static string Escaped(string text, int max) => Fit(text, max, static t => Mrkdwn.EscapedLength(t), static t => Mrkdwn.Escape(t));

    /// <param name="markup">Slack markup, already escaped where it must be.</param>
    public static string Markup(string markup, int max)
    {
        if (markup.Length <= max) return markup;
        const string fence = "```";
        var room = max - Mark.Length - fence.Length - 1;
        var end = 0;
        while (end < markup.Length && end + MarkupAtom(markup, end) is var next && next <= room) end = next;
        var kept = markup[..end];
        var openFence = (kept.Split(fence).Length - 1) % 2 == 1;
        return openFence ? $"{kept}{Mark}\n{fence}" : kept + Mark;
    }

    /// <summary>The text's end rather than its start: in a log, the last lines tell the most.</summary>
    public static string EscapedTail(string text, int max)
    {
        if (Mrkdwn.EscapedLength(text) <= max) return Mrkdwn.Escape(text);
        var room = max - Mark.Length - 1;
        var starts = StringInfo.ParseCombiningCharacters(text);
        var (from, used) = (text.Length, 0);
        for (var i = starts.Length - 1; i >= 0; i--)
        {
            var size = Mrkdwn.EscapedLength(text.AsSpan(starts[i], from - starts[i]));
            if (used + size > room) break;
            (from, used) = (starts[i], used + size);
        }

        var line = text.IndexOf('\n', from);
        if (line >= 0 && line < text.Length - 1 && line - from < room / 2) from = line + 1;
        return $"{Mark}\n{Mrkdwn.Escape(text.AsSpan(from))}";
    }

    private static string Fit(string text, int max, Func<ReadOnlySpan<char>, int> sizeOf, Func<string, string> finish)
    {
        if (sizeOf(text) <= max) return finish(text);
        var room = max - Mark.Length - 1;
        var (end, used) = (0, 0);
        while (end < text.Length)
        {
            var atom = Atom(text.AsSpan(end));
            var size = sizeOf(text.AsSpan(end, atom));
            if (used + size > room) break;
            (end, used) = (end + atom, used + size);
        }

        var kept = text[..end];
        var openIsolate = kept.LastIndexOf(Mrkdwn.IsolateStart) > kept.LastIndexOf(Mrkdwn.IsolateEnd);
        return finish(kept) + Mark + (openIsolate ? Mrkdwn.IsolateEnd : "");
    }

    private static int MarkupAtom(string markup, int at)
    {
        var close = markup[at] switch { '&' => ';', '<' => '>', _ => '\0' };
        if (close == '\0') return Atom(markup.AsSpan(at));
        var length = markup.AsSpan(at).IndexOf(close) + 1;
        return length is > 0 and < 500 ? length : 1;
    }

    /// <summary>A grapheme cluster; of one that is absurdly long (hundreds of combining marks), a single scalar value.</summary>
    private static int Atom(ReadOnlySpan<char> text)
    {
        var length = StringInfo.GetNextTextElementLength(text);
        if (length <= 64) return length;
        return Rune.DecodeFromUtf16(text, out _, out var one) == System.Buffers.OperationStatus.Done ? one : 1;
    }
}

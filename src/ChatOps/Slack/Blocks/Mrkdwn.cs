using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ChatOps.Slack.Blocks;

/// <summary>Slack's message markup: how untrusted text gets into it without becoming markup itself.</summary>
/// <remarks>https://docs.slack.dev/messaging/formatting-message-text: exactly <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> are escaped. What else
/// would format (backticks, <c>*</c>, <c>_</c>, <c>~</c>) has no escape and is replaced by its look-alike.</remarks>
public static partial class Mrkdwn
{
    internal const char IsolateStart = '\u2068';
    internal const char IsolateEnd = '\u2069';

    public static string Escape(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('&', '<', '>') < 0) return text.ToString();
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    public static int EscapedLength(ReadOnlySpan<char> text)
    {
        var length = text.Length;
        foreach (var c in text) length += c switch { '&' => 4, '<' or '>' => 3, _ => 0 };
        return length;
    }

    public static string Unescape(string text) => text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");

    /// <summary>Untrusted text on one line of markup: inert, escaped, and within the limit.</summary>
    public static string Safe(string? text, int max) => Cut.Escaped(WithoutFormatting(OneLine(text)), max);

    /// <summary>Untrusted text of several lines in markup.</summary>
    public static string SafeLines(string? text, int max) =>
        Cut.Escaped(string.Join('\n', Lines(text ?? "").Select(line => WithoutFormatting(OneLine(line)))).Trim('\n'), max);

    /// <summary>Untrusted text between backticks, such as a branch or a digest.</summary>
    public static string Code(string? text, int max) =>
        OneLine(text).Replace('`', 'ˋ') is { Length: > 0 } clean ? $"`{Cut.Escaped(clean, max - 2)}`" : "–";

    /// <summary>Untrusted text of a plain_text object: no markup there, so only what could reach beyond its own line is taken away.</summary>
    public static string Plain(string? text, int max) => Cut.Plain(OneLine(text), max);

    /// <summary>Output of a program between two fences: no colours, no control characters, and its end if it is too long.</summary>
    public static string LogTail(string log, int max) =>
        Cut.EscapedTail(
            string.Join('\n', Lines(TerminalCodes().Replace(log, "").Replace("\t", "    ")).Select(line => OneLine(line, trim: false)))
                .Trim('\n').TrimEnd().Replace('`', 'ˋ'),
            max);

    [GeneratedRegex(@"\x1B\[[0-9;?]*[A-Za-z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TerminalCodes();

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>One line, no control characters, no half surrogates, and right-to-left text kept to itself.</summary>
    private static string OneLine(string? text, bool trim = true)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var clean = new StringBuilder(text.Length);
        var rightToLeft = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsDirectionControl(rune.Value))
            {
                rightToLeft = true;
                continue;
            }

            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) clean.Append(' ');
            else clean.Append(rune.ToString());
            rightToLeft |= IsRightToLeft(rune.Value);
        }

        var line = trim ? clean.ToString().Trim() : clean.ToString();
        return rightToLeft && line.Length > 0 ? $"{IsolateStart}{line}{IsolateEnd}" : line;
    }

    private static string WithoutFormatting(string line)
    {
        if (line.AsSpan().IndexOfAny("`*_~>") < 0) return line;
        var inert = line.ToCharArray();
        // An escaped > at a line's start is still a quotation.
        for (var i = 0; i < line.Length && line[i] is '>' or ' ' or IsolateStart; i++)
            if (line[i] == '>') inert[i] = '›';
        for (var i = 0; i < inert.Length; i++)
        {
            // Inside a word these don't format, and names such as my_branch are to be copied as they are.
            var inWord = i > 0 && i < line.Length - 1 && char.IsLetterOrDigit(line[i - 1]) && char.IsLetterOrDigit(line[i + 1]);
            inert[i] = inert[i] switch
            {
                '`' => 'ˋ',
                '*' when !inWord => '∗',
                '_' when !inWord => 'ˍ',
                '~' when !inWord => '∼',
                var c => c,
            };
        }

        return new(inert);
    }

    private static bool IsDirectionControl(int c) => c is 0x200E or 0x200F or 0x061C or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    private static bool IsRightToLeft(int c) =>
        c is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC)
            or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}

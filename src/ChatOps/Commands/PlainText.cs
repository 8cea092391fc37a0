using System.Globalization;
using System.Text;

namespace ChatOps.Commands;

/// <summary>Makes untrusted text fit to be kept: no control characters, no broken characters, not endless.</summary>
public static class PlainText
{
    /// <summary>Shortens at a whole character as people see them, and says so with an ellipsis.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length) return text;
        var end = 0;
        while (end < text.Length)
        {
            var next = end + StringInfo.GetNextTextElementLength(text, end);
            if (next > length - 1) break;
            end = next;
        }

        return text[..end] + "…";
    }

    /// <summary>Removes what a database or a terminal chokes on: NUL and other control characters but line breaks and tabs, and lone surrogates.</summary>
    public static string Clean(string text)
    {
        if (text.All(c => !char.IsControl(c) && !char.IsSurrogate(c))) return text;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\t'))) continue;
            kept.Append(rune);
        }

        return kept.ToString();
    }

    /// <summary>One line: white space is one blank, and control and direction marks are gone.</summary>
    public static string Line(string text, int max)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= max) return line.Append('…').ToString();
            if (Rune.IsWhiteSpace(rune)) line.Append(line.Length == 0 || line[^1] == ' ' ? "" : " ");
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)) line.Append(rune);
        }

        return line.ToString().TrimEnd();
    }
}

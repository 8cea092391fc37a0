using System.Globalization;
using System.Text;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>Makes text from services fit to be shown: no control or direction marks, bounded.</summary>
internal static class PlainText
{
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

    public static string Seconds(TimeSpan span) => $"{span.TotalSeconds:0.#} s";
}

using ChatOps.Commands;

namespace ChatOps.Releases.Evidence;

/// <summary>A file of evidence can't be read. The message begins with the place in the file.</summary>
internal sealed class EvidenceFaultException(string message, Exception? inner = null) : Exception(message, inner)
{
    private const int MostWords = 300;

    /// <param name="place">Such as <c>line 12</c> or <c>runs[0].results[3]</c>; untrusted.</param>
    public static EvidenceFaultException At(string place, string words, Exception? inner = null) =>
        new(OneLine($"{OneLine(place, MostWords / 2)}: {words}", MostWords), inner);

    /// <summary>Untrusted text as data: one line, no control characters, cut.</summary>
    public static string OneLine(string text, int length) =>
        PlainText.Shorten(PlainText.Clean(text.ReplaceLineEndings(" ").Replace('\t', ' ')).Trim(), length);
}

namespace ChatOps.Commands;

/// <summary>"Did you mean …?"</summary>
internal static class Nearest
{
    /// <returns>The known word that is fewest edits away, if that is few enough to be a typing mistake.</returns>
    public static string? To(string word, IEnumerable<string> known)
    {
        if (word.Length > 40) return null;
        return known.Select(k => (Word: k, Edits: Distance(word.ToLowerInvariant(), k.ToLowerInvariant())))
            .Where(k => k.Edits <= Tolerated(word) || (word.Length >= 2 && k.Word.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(k => k.Edits).ThenBy(k => k.Word, StringComparer.Ordinal).FirstOrDefault().Word;
    }

    // In a short word two edits make quite another word.
    private static int Tolerated(string word) => word.Length <= 3 ? word.Length / 2 : Math.Max(2, word.Length / 3);

    // Levenshtein's edits, and two neighbours that changed places count as one: the typing mistake that is made most.
    private static int Distance(string a, string b)
    {
        var edits = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    edits[i, j] = i + j;
                    continue;
                }

                var replaced = edits[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(replaced, 1 + Math.Min(edits[i - 1, j], edits[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        }

        return edits[a.Length, b.Length];
    }
}

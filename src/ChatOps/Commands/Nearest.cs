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

    // Levenshtein, with one row kept.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }

        return row[b.Length];
    }
}

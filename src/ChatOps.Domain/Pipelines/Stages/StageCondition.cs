namespace ChatOps.Domain.Pipelines.Stages;

/// <summary>When a stage is worth running. Everything that is named must hold; what is left empty is not asked.</summary>
/// <param name="Branches">Patterns such as <c>main</c> or <c>release/*</c>; one must fit.</param>
/// <param name="Versions">Patterns for the release's version; one must fit.</param>
/// <param name="Paths">Patterns such as <c>migrations/**</c>; one changed file must fit one. If the changed files are not known, the stage runs.</param>
/// <param name="Results">Earlier stages and the state that each must have.</param>
public sealed record StageCondition(
    IReadOnlyList<string> Branches, IReadOnlyList<string> Versions, IReadOnlyList<string> Paths, IReadOnlyDictionary<string, StageState> Results)
{
    /// <param name="changed">The changed files; null: not known.</param>
    /// <returns>Why the stage is skipped, or null if it runs.</returns>
    public string? WhyNot(string? branch, string? version, IReadOnlyList<string>? changed, IReadOnlyList<StageRun> stages)
    {
        if (Branches.Count > 0 && branch is not null && !Branches.Any(p => Pattern.Fits(p, branch))) return $"only for branch {string.Join(" or ", Branches)}";
        if (Versions.Count > 0 && version is not null && !Versions.Any(p => Pattern.Fits(p, version))) return $"only for version {string.Join(" or ", Versions)}";
        if (Paths.Count > 0 && changed is not null && !changed.Any(path => Paths.Any(p => Pattern.Fits(p, path))))
            return $"nothing changed under {string.Join(", ", Paths)}";
        foreach (var (name, wanted) in Results)
        {
            // The pipeline's own before a job of CI's with the same name.
            var state = stages.Where(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)).OrderBy(s => s.Part is null).FirstOrDefault()?.State;
            if (state is not null && state != wanted) return $"only when {name} is {wanted.ToString().ToLowerInvariant()}";
        }

        return null;
    }
}

/// <summary>The patterns of settings: <c>*</c> for anything but a slash, <c>**</c> for anything, <c>?</c> for one character.</summary>
public static class Pattern
{
    public static bool Fits(string pattern, string text) => Fits(pattern.AsSpan(), text.AsSpan());

    // Greedy with one way back for each of the two stars: no pattern takes longer than its length times the text's.
    private static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var reachable = new bool[text.Length + 1];
        reachable[0] = true;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '*')
            {
                var any = i + 1 < pattern.Length && pattern[i + 1] == '*';
                if (any) i++;
                for (var at = 1; at <= text.Length; at++) reachable[at] |= reachable[at - 1] && (any || text[at - 1] != '/');
                continue;
            }

            for (var at = text.Length; at > 0; at--)
                reachable[at] = reachable[at - 1] && (pattern[i] == '?' ? text[at - 1] != '/' : pattern[i] == text[at - 1]);
            reachable[0] = false;
        }

        return reachable[text.Length];
    }
}

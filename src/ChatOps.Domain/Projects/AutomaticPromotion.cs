namespace ChatOps.Domain.Projects;

/// <summary>Where a good deployment goes on to by itself, and when.</summary>
/// <param name="Environment">The next environment.</param>
/// <param name="Branches">Only for releases of these branches; empty: of all.</param>
public sealed record AutomaticPromotion(string Environment, TimeSpan Soak, IReadOnlyList<string> Branches)
{
    public static IReadOnlyList<AutomaticPromotion> After(Project project, EnvironmentPolicy environment) =>
    [
        .. project.Environments.Where(e => string.Equals(e.Moves.From, environment.Name, StringComparison.OrdinalIgnoreCase))
            .Select(e => new AutomaticPromotion(e.Name, e.Moves.Soak, e.Moves.Branches ?? [])),
    ];

    public bool IsFor(string branch) => Branches.Count == 0 || Branches.Any(pattern => Matches(branch, pattern));

    // Each part between two stars is looked for behind the one before it, so the first place that fits is the best one.
    private static bool Matches(string branch, string pattern)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1) return branch == pattern;
        if (branch.Length < parts[0].Length + parts[^1].Length) return false;
        if (!branch.StartsWith(parts[0], StringComparison.Ordinal) || !branch.EndsWith(parts[^1], StringComparison.Ordinal)) return false;
        var (at, end) = (parts[0].Length, branch.Length - parts[^1].Length);
        foreach (var part in parts[1..^1])
        {
            var found = branch.AsSpan(at, end - at).IndexOf(part, StringComparison.Ordinal);
            if (found < 0) return false;
            at += found + part.Length;
        }

        return true;
    }
}

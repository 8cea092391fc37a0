using ChatOps.Domain.Pipelines.Stages;

namespace ChatOps.Domain.Releases;

/// <summary>A kind of change that is worth a second look, told by the files it touches.</summary>
/// <param name="Name">How people know it, such as <c>database migrations</c>.</param>
/// <param name="Paths">Patterns such as <c>migrations/**</c>.</param>
public sealed record Risk(string Name, IReadOnlyList<string> Paths)
{
    /// <param name="changes">Those between what runs and what would run.</param>
    /// <returns>What they touch, in the order of <paramref name="risks"/>. Where the source does not tell the files, none can be ruled out.</returns>
    public static IReadOnlyList<RiskFound> In(IReadOnlyList<Change> changes, IReadOnlyList<Risk> risks)
    {
        if (changes.Count == 0 || risks.Count == 0) return [];
        if (changes.Any(c => c.Paths is null)) return [.. risks.Select(r => new RiskFound(r.Name, Files: null))];
        var files = changes.SelectMany(c => c.Paths!).Distinct().ToList();
        return [.. risks.Select(r => new RiskFound(r.Name, files.Count(f => r.Paths.Any(p => Pattern.Fits(p, f))))).Where(r => r.Files > 0)];
    }
}

/// <param name="Files">How many files of that kind change; null: the changed files are not known.</param>
public sealed record RiskFound(string Name, int? Files)
{
    public override string ToString() => Files switch
    {
        null => $"{Name} (can't be ruled out: the changed files are not known)",
        1 => $"{Name} (1 file)",
        _ => $"{Name} ({Files} files)",
    };
}

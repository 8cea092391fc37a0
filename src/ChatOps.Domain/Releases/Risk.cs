using ChatOps.Domain.Pipelines.Stages;

namespace ChatOps.Domain.Releases;

/// <summary>A kind of change that is worth a second look, told by the files it touches, or by the labels of its pull requests.</summary>
/// <param name="Name">How people know it, such as <c>database migrations</c>.</param>
/// <param name="Paths">Patterns such as <c>migrations/**</c>.</param>
/// <param name="Labels">Such as <c>breaking</c>; how they are cased does not matter.</param>
public sealed record Risk(string Name, IReadOnlyList<string> Paths, IReadOnlyList<string> Labels)
{
    private const string LabelSign = "label:";

    /// <param name="signs">Patterns of files, and labels such as <c>label:breaking</c>.</param>
    public static Risk Of(string name, IReadOnlyList<string> signs) => new(name, [.. signs.Where(s => LabelIn(s) is null)], [.. signs.Select(LabelIn).OfType<string>()]);

    /// <returns>The label that the sign names; null: it is a pattern of files.</returns>
    public static string? LabelIn(string sign) => sign.StartsWith(LabelSign, StringComparison.OrdinalIgnoreCase) ? sign[LabelSign.Length..].Trim() : null;

    /// <param name="changes">Those between what runs and what would run.</param>
    /// <returns>What they touch, in the order of <paramref name="risks"/>. Where the source does not tell the files or the labels that matter, none can be ruled out.</returns>
    public static IReadOnlyList<RiskFound> In(IReadOnlyList<Change> changes, IReadOnlyList<Risk> risks)
    {
        if (changes.Count == 0 || risks.Count == 0) return [];
        IReadOnlyList<string>? files = changes.Any(c => c.Paths is null) ? null : [.. changes.SelectMany(c => c.Paths!).Distinct()];
        var areLabelsKnown = changes.All(c => c.Labels is not null);
        var labels = changes.SelectMany(c => c.Labels ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. risks.Select(Found).OfType<RiskFound>()];

        RiskFound? Found(Risk risk)
        {
            var touched = files?.Count(f => risk.Paths.Any(p => Pattern.Fits(p, f))) ?? 0;
            List<string> carried = [.. risk.Labels.Where(labels.Contains)];
            if (touched > 0 || carried.Count > 0) return new(risk.Name, touched, carried);
            List<string> unknown = [.. files is null && risk.Paths.Count > 0 ? (string[])["changed files"] : [], .. !areLabelsKnown && risk.Labels.Count > 0 ? (string[])["labels of pull requests"] : []];
            return unknown.Count > 0 ? new(risk.Name, 0, [], $"the {string.Join(" and the ", unknown)} are not known") : null;
        }
    }

    /// <returns>All of them, where nothing is known of what changes.</returns>
    public static IReadOnlyList<RiskFound> NotRuledOut(IReadOnlyList<Risk> risks) => [.. risks.Select(r => new RiskFound(r.Name, 0, [], "what changes is not known"))];
}

/// <param name="Files">How many files of that kind change.</param>
/// <param name="Labels">Those of the kind that the pull requests carry.</param>
/// <param name="Unknown">Why it can't be ruled out; empty: it was found.</param>
public sealed record RiskFound(string Name, int Files, IReadOnlyList<string> Labels, string Unknown = "")
{
    public override string ToString()
    {
        if (Unknown.Length > 0) return $"{Name} (can't be ruled out: {Unknown})";
        List<string> found = [.. Files switch { 0 => (string[])[], 1 => ["1 file"], _ => [$"{Files} files"] }, .. Labels.Count > 0 ? (string[])[$"{(Labels.Count == 1 ? "label" : "labels")} {string.Join(", ", Labels)}"] : []];
        return $"{Name} ({string.Join(", ", found)})";
    }
}

namespace ChatOps.Domain.Releases;

/// <summary>A heading of release notes, and the labels of pull requests that belong under it, in any case.</summary>
public sealed record NotesHeading(string Name, IReadOnlyList<string> Labels)
{
    /// <summary>What most projects call them. A project's own headings are asked first.</summary>
    public static readonly IReadOnlyList<NotesHeading> Usual =
    [
        new("Breaking changes", ["breaking", "breaking-change", "breaking change"]),
        new("Features", ["feature", "enhancement"]),
        new("Fixes", ["bug", "fix", "regression"]),
        new("Security", ["security"]),
        new("Performance", ["performance"]),
    ];

    public bool Has(string label) => Labels.Contains(label, StringComparer.OrdinalIgnoreCase);
}

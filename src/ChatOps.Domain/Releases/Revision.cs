namespace ChatOps.Domain.Releases;

/// <summary>The source that a release is made of.</summary>
/// <param name="Branch">Untrusted text, as are the author and the title.</param>
/// <param name="Commit">Its full hash.</param>
/// <param name="Version">What a release made of it is called.</param>
/// <param name="CiRun">The number that a run made of it gets.</param>
public sealed record Revision(string Branch, string Commit, string Version, string Author, string Title, long CiRun)
{
    /// <summary>The files that changed since what ran in the run's environment; null: not known. Untrusted text.</summary>
    public IReadOnlyList<string>? ChangedPaths { get; init; }
}

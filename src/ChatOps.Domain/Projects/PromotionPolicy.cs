namespace ChatOps.Domain.Projects;

/// <summary>How releases move into an environment, beside its approval.</summary>
/// <param name="From">The environment whose good deployments go on to this one by themselves; null: none do.</param>
/// <param name="Soak">How long a release must have run there before it goes on.</param>
/// <param name="Branches">Only releases of these branches go on by themselves, <c>*</c> standing for anything; null or empty: all.</param>
/// <param name="Supersede">A newer release of a branch ends older ones of it that have not begun.</param>
/// <param name="MaySkip">Those of the environments before this one that a hotfix may skip.</param>
/// <param name="RollbackMustBePossible">No deployment begins when what it replaces could not be put back.</param>
public sealed record PromotionPolicy(
    string? From = null, TimeSpan Soak = default, IReadOnlyList<string>? Branches = null,
    bool Supersede = false, IReadOnlyList<string>? MaySkip = null, bool RollbackMustBePossible = false)
{
    public static PromotionPolicy None { get; } = new();

    public bool LetsSkip(string environment) => MaySkip?.Contains(environment, StringComparer.OrdinalIgnoreCase) == true;
}

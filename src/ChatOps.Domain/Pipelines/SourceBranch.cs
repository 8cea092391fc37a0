namespace ChatOps.Domain.Pipelines;

/// <summary>Where a run from the source begins.</summary>
/// <param name="Name">Null: the default branch. Untrusted text.</param>
public sealed record SourceBranch(string? Name)
{
    public override string ToString() => Name is null ? "a new release from the default branch" : $"a new release from branch {Name}";
}

namespace ChatOps.Domain.Pipelines.Stages;

/// <summary>The file in a project's repository that a run took its stages from.</summary>
/// <param name="Branch">Untrusted text, as the others.</param>
/// <param name="Commit">The branch's newest when the file was read.</param>
public sealed record PipelineFile(string Name, string Branch, string Commit)
{
    public override string ToString() => $"{Name} ({Branch}, {(Commit.Length > 7 ? Commit[..7] : Commit)})";
}

namespace ChatOps.Domain.Gates;

/// <summary>Which build a release must provably come from.</summary>
/// <param name="Repository">Whose source was built, such as <c>owner/name</c>.</param>
/// <param name="Workflow">Who must have signed: a workflow of that repository, or <c>owner/name/path</c> for a shared one; null: any of that repository.</param>
/// <param name="Server">Where the repository is, such as <c>https://github.com</c>.</param>
/// <param name="Issuer">Who vouches for what the workflow is.</param>
/// <param name="Refuses">Where it can't be verified: true: the answer is no; false: it waits.</param>
public sealed record ProvenancePolicy(string Repository, string? Workflow, string Server, string Issuer, bool Refuses)
{
    /// <summary>The signing workflow without the server, such as <c>owner/name/.github/workflows/release.yml</c>; null: any of the repository.</summary>
    public string? Signer => Workflow is null ? null : Workflow.StartsWith('.') ? $"{Repository}/{Workflow}" : Workflow;
}

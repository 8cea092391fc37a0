namespace ChatOps.Domain.Approvals;

/// <summary>Who did something. The id and the workspace are the identity; the name is for reading only and may change.</summary>
/// <param name="Id">The chat's user id, such as <c>U024BE7LH</c>.</param>
/// <param name="Workspace">The id of the workspace that the person belongs to, not of the one they were seen in.</param>
/// <param name="Name">What people call them. Untrusted text.</param>
public sealed record Person(string Id, string Workspace, string Name)
{
    public bool Is(Person other) => string.Equals(Id, other.Id, StringComparison.Ordinal);

    public override string ToString() => $"{Name} ({Id})";
}

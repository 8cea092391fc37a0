namespace ChatOps.Domain.Releases;

/// <summary>Somebody's account where the source is kept.</summary>
/// <param name="Host">Such as <c>github.com</c>.</param>
/// <param name="Number">The identity: it stays when the login changes, and is never given to somebody else.</param>
/// <param name="Login">For reading only. Untrusted text.</param>
public sealed record SourceAccount(string Host, long Number, string Login)
{
    public bool Is(SourceAccount other) => Number == other.Number && string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"{Login} at {Host}";
}

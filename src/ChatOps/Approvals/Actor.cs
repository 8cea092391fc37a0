using ChatOps.Domain.Approvals;

namespace ChatOps.Approvals;

/// <summary>What the chat said of the person behind the request under way. Set by <see cref="AuthorizeRequest{TRequest,TResponse}"/>.</summary>
public sealed class Actor
{
    private Standing? _standing;

    public Standing Standing
    {
        get => _standing ?? throw new InvalidOperationException("This request did not ask who its person is.");
        internal set => _standing = value;
    }
}

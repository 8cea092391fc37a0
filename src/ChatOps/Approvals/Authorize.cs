using ChatOps.Domain.Approvals;

namespace ChatOps.Approvals;

/// <summary>Who may send a request. Every request declares it; one that does not is refused, and fails a test.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AuthorizeAttribute(Who who) : Attribute
{
    public Who Who { get; } = who;
}

public enum Who
{
    /// <summary>People of the workspace that the bot is installed in, told by the signed request itself. What changes an environment is
    /// checked further, against the chat, before anything is changed.</summary>
    WorkspaceMembers = 1,

    /// <summary>Full members of the workspace, as the chat tells it now. The request's own rule then looks at their groups.</summary>
    FullMembers,
}

/// <summary>A request that a person makes.</summary>
public interface IByPerson
{
    Person By { get; }
}

/// <summary>A request whose rule needs to know the person's groups in a project.</summary>
public interface IByMember : IByPerson
{
    /// <summary>The project's name.</summary>
    string ProjectName { get; }
}

/// <summary>The answer is no. The message says why, in words for the person.</summary>
public sealed class NotAuthorizedException(string message) : Exception(message);

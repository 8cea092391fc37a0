using System.Text.Json;

namespace ChatOps.LocalWorkspace.Messages;

/// <summary>One message as the workspace keeps it.</summary>
internal sealed record Message
{
    public required string Channel { get; init; }

    public string Ts { get; init; } = "";

    public required string User { get; init; }

    public required string Text { get; init; }

    public JsonElement? Blocks { get; init; }

    public JsonElement? Metadata { get; init; }

    public string? ThreadTs { get; init; }

    public string? EditedTs { get; init; }

    /// <summary>Deleted, but its replies are still there.</summary>
    public bool IsTombstone { get; init; }

    /// <summary>The only person who sees it, or null.</summary>
    public string? OnlyFor { get; init; }

    public bool IsReply => ThreadTs is not null && ThreadTs != Ts;

    public bool IsFromBot => User == Workspace.BotUser;
}

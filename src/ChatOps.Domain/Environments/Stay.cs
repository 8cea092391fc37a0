namespace ChatOps.Domain.Environments;

/// <summary>A release served in an environment.</summary>
/// <param name="To">When something else took its place; null: it serves still.</param>
public sealed record Stay(string Environment, DateTimeOffset From, DateTimeOffset? To);

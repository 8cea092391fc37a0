namespace ChatOps.Domain.Projects;

/// <summary>A named group of people in a project's settings, such as <c>approvers</c>.</summary>
/// <param name="Name">How policies and messages name it, without <c>@</c>.</param>
/// <param name="Members">User ids (<c>U…</c>, <c>W…</c>), ids of the chat's user groups (<c>S…</c>) or their handles (<c>@approvers</c>).</param>
public sealed record PeopleGroup(string Name, IReadOnlyList<string> Members);

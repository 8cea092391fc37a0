using ChatOps.Slack;

namespace ChatOps.Commands;

/// <summary>What the person who typed or clicked is shown, and nobody else.</summary>
/// <param name="Note">Plain text; may be empty for a click.</param>
/// <param name="IsReplay">This very delivery was answered before: the front door refuses it.</param>
public sealed record Reply(Note Note, bool IsReplay = false)
{
    public static Reply Say(string text) => new(new Note("", text));
}

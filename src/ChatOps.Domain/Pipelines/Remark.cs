namespace ChatOps.Domain.Pipelines;

/// <summary>A detail for the card's thread. All of it is untrusted text.</summary>
/// <param name="Log">Last lines of a process or the like; may be empty.</param>
public sealed record Remark(string Heading, string Text = "", string Log = "", bool IsBad = false);

namespace ChatOps.Domain.Environments;

/// <summary>What became of a request to lock, hold or freeze, in words for the person who asked.</summary>
/// <param name="IsDone">False: it was refused, and nothing has changed.</param>
public sealed record EnvironmentAnswer(bool IsDone, string Words);

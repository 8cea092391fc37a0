namespace ChatOps.Domain.Environments;

/// <summary>A run that takes a newer release of the same branch into the same environment and has not ended.</summary>
public sealed record NewerRelease(long Run, long CiRun);

/// <summary>An environment that a hotfix leaves out, and who says so.</summary>
/// <param name="Reason">Untrusted text.</param>
public sealed record SkippedEnvironment(string Environment, string By, string Reason);

using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Environments;

/// <summary>What the gates of one run need to know of its environment, read in the same transaction in which the run acts on it.</summary>
/// <param name="Current">What runs there now; null if nothing does.</param>
/// <param name="Ahead">The run that is first in line, if it is not this one.</param>
/// <param name="PassedIn">The environments in which these very bytes were deployed and proved healthy.</param>
public sealed record EnvironmentFacts(RunningRelease? Current, LineEntry? Ahead, IReadOnlySet<string> PassedIn);

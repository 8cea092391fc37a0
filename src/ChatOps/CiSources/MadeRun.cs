using ChatOps.Domain.Releases;

namespace ChatOps.CiSources;

/// <summary>What the bot's own stages made, as a CI run to be recorded.</summary>
/// <param name="Actor">Who asked for it.</param>
public sealed record MadeRun(Revision Revision, string Actor, DateTimeOffset StartedAt, IReadOnlyList<CiJob> Jobs, IReadOnlyList<MadeFile> Files);

/// <param name="Name">A plain file name.</param>
/// <param name="Path">Where it lies.</param>
public sealed record MadeFile(string Name, string Path);

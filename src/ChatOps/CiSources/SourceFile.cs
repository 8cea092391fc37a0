namespace ChatOps.CiSources;

/// <summary>A file of a project's repository. Nothing in it is trusted.</summary>
/// <param name="Bytes">Null if there are more than were asked for.</param>
public sealed record SourceFile(string Name, string Branch, string Commit, long Size, byte[]? Bytes);

namespace ChatOps.Artifacts.Unpacking;

/// <summary>An artifact that is not unpacked. The message says why, for people.</summary>
internal sealed class ArtifactRefusedException(string message, Exception? inner = null) : Exception(message, inner);

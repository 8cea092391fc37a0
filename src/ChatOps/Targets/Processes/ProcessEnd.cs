namespace ChatOps.Targets.Processes;

/// <summary>How a process ended.</summary>
/// <param name="Code">Its exit code; 128 + signal if a signal ended it, as shells count.</param>
/// <param name="Signal">Null if it ended by itself.</param>
internal sealed record ProcessEnd(int Code, int? Signal);

namespace ChatOps.Pipelines.Scripts;

/// <summary>What is known of a script.</summary>
public abstract record ScriptState
{
    /// <summary>It does not run and never ended here.</summary>
    /// <param name="Interrupted">When it was begun, if the bot ended while it ran; null if it was never begun.</param>
    public sealed record Unknown(DateTimeOffset? Interrupted) : ScriptState;

    /// <param name="Bytes">Printed so far.</param>
    public sealed record Running(DateTimeOffset Since, IReadOnlyList<string> LastLines, long Bytes) : ScriptState;

    public sealed record Ended(ScriptEnd End) : ScriptState;
}

/// <param name="Words">Fit for people: "ended with exit code 3", "killed: it took longer than 00:10:00".</param>
/// <param name="ExitCode">Null if it did not end by itself.</param>
/// <param name="Log">The file with its output, secrets masked.</param>
/// <param name="Bytes">Printed in all.</param>
/// <param name="WasCut">Whether the log lacks a part in the middle.</param>
/// <param name="Files">What it hands on; only after <see cref="ScriptOutcome.Succeeded"/>.</param>
public sealed record ScriptEnd(
    ScriptOutcome Outcome,
    string Words,
    int? ExitCode,
    TimeSpan Took,
    IReadOnlyList<string> LastLines,
    string Log,
    long Bytes,
    bool WasCut,
    IReadOnlyList<ScriptFile> Files);

/// <param name="Name">Relative to the work folder, with slashes.</param>
public sealed record ScriptFile(string Name, string Path, long Bytes);

public enum ScriptOutcome
{
    /// <summary>It could not be started; the words say why.</summary>
    NotStarted,

    /// <summary>Exit code 0, and every file that it was to hand on is there.</summary>
    Succeeded,

    /// <summary>Another exit code, or a signal from outside.</summary>
    Failed,

    /// <summary>Ended by the bot because it took too much.</summary>
    OverLimit,

    /// <summary>Ended because somebody asked for it.</summary>
    Stopped,

    /// <summary>A good end, but a file that it was to hand on is missing, too large, or no plain file of the work folder.</summary>
    FilesRefused,
}

/// <param name="Lines">The last lines of this batch, fit to be shown as plain text: no control characters, at most 500 characters each.</param>
/// <param name="LeftOut">How many lines before them are not shown.</param>
public sealed record ScriptPrinted(ScriptKey Key, IReadOnlyList<string> Lines, long LeftOut);

/// <summary>Something that keeps a script from starting or its files from being handed on. The message is for people.</summary>
internal sealed class ScriptRefusedException(string message, Exception? inner = null) : Exception(message, inner);

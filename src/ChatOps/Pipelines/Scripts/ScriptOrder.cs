namespace ChatOps.Pipelines.Scripts;

/// <summary>One try of one stage of a run. A key is begun at most once, whatever happens to the bot.</summary>
/// <param name="Run">The run's number, as on its card.</param>
/// <param name="Try">Counts from 1.</param>
public sealed record ScriptKey(long Run, string Stage, int Try);

/// <summary>A program to run for a stage.</summary>
/// <param name="Words">The program and its arguments, each passed as it is: no shell reads them. A program without a slash is looked up on
/// <c>PATH</c>, one with a slash below the work folder.</param>
public sealed record ScriptOrder(ScriptKey Key, IReadOnlyList<string> Words)
{
    /// <summary>What the program sees besides a few names like <c>PATH</c>, <c>HOME</c> and <c>TMPDIR</c>, which can be overridden here.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Further variables, whose values are never shown: <c>***</c> stands for them in everything that is written or sent.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    public ScriptLimits Limits { get; init; } = new();

    /// <summary>Copied into the work folder before the start, read-only. The store's own bytes stay out of the script's reach.</summary>
    public IReadOnlyList<ScriptInput> Inputs { get; init; } = [];

    /// <summary>A folder whose content is copied into the work folder before the start; null for none.</summary>
    public string? Source { get; init; }

    /// <summary>Patterns of files to hand on after a good end, relative to the work folder: <c>dist/*.zip</c>, <c>reports/**/*.xml</c>. Each must match.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Called at most once a second with what was printed, and once more at the end. Must return soon.</summary>
    public Action<ScriptPrinted>? Printed { get; init; }

    /// <summary>Called once, when the end is stored. Not called when the bot itself ends.</summary>
    public Action<ScriptKey, ScriptEnd>? Ended { get; init; }
}

/// <param name="Path">The file as it lies in the store.</param>
/// <param name="Name">Its place below the work folder, with slashes.</param>
public sealed record ScriptInput(string Path, string Name);

/// <summary>How much a script may take. Memory and the number of processes are watched on Linux only.</summary>
public sealed record ScriptLimits
{
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Bytes in memory of all its processes together, looked at four times a second; shared memory counts for each.</summary>
    public long Memory { get; init; } = 4L << 30;

    /// <summary>Bytes of output that are kept: one half from the beginning, one from the end. More is counted and dropped.</summary>
    public int Output { get; init; } = 5 << 20;

    public int Processes { get; init; } = 512;

    /// <summary>Bytes of any single file.</summary>
    public long FileSize { get; init; } = 4L << 30;

    /// <summary>Bytes of all files handed on.</summary>
    public long Handed { get; init; } = 2L << 30;

    /// <summary>How many files may be handed on.</summary>
    public int HandedFiles { get; init; } = 1_000;

    /// <summary>How long it may take to end when it is asked to.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}

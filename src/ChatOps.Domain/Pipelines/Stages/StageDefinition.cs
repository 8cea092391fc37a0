using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;

namespace ChatOps.Domain.Pipelines.Stages;

/// <summary>A stage as a project's pipeline defines it. What only one kind needs is null for the others.</summary>
/// <param name="Needs">Stages that must have ended well before this one begins.</param>
/// <param name="When">Null: always.</param>
/// <param name="Timeout">One try may take this long.</param>
/// <param name="MaySkip">The group whose members may skip it, with a reason; null: nobody.</param>
public sealed record StageDefinition(
    string Name,
    StageKind Kind,
    IReadOnlyList<string> Needs,
    StageCondition? When,
    TimeSpan Timeout,
    RetryPolicy Retry,
    OnFailure OnFailure,
    string? MaySkip)
{
    /// <summary>For <see cref="StageKind.Deploy"/>: where to.</summary>
    public string? Environment { get; init; }

    public ScriptDefinition? Script { get; init; }

    public HttpDefinition? Http { get; init; }

    public CiWorkDefinition? Ci { get; init; }

    /// <summary>For <see cref="StageKind.Evidence"/>, and for work of CI that leaves evidence of its own: what must be there, and how good.</summary>
    public EvidencePolicy? Evidence { get; init; }

    /// <summary>For <see cref="StageKind.Wait"/>: how long.</summary>
    public TimeSpan? WaitFor { get; init; }

    /// <summary>For <see cref="StageKind.Approval"/>: who is asked.</summary>
    public ApprovalPolicy? Approval { get; init; }

    /// <summary>What must hold before each try of it; null: nothing more.</summary>
    public StageGates? Gates { get; init; }
}

/// <summary>A command with its arguments, never a shell line.</summary>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Variables">What the process finds in its environment; names to values.</param>
/// <param name="Secrets">The same, but the values are references, such as <c>env:SHOP_TOKEN</c> or <c>file:/run/secrets/shop</c>.</param>
/// <param name="Outputs">Patterns of files in the work folder that later stages get; in the source part they become the release's artifacts.</param>
public sealed record ScriptDefinition(
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyDictionary<string, string> Secrets,
    IReadOnlyList<string> Outputs,
    CommandLimits Limits);

/// <param name="MemoryMegabytes">Of all its processes together.</param>
/// <param name="OutputKilobytes">What is kept of its output; the rest is counted and dropped.</param>
/// <param name="Processes">How many at once.</param>
public sealed record CommandLimits(int MemoryMegabytes = 4096, int OutputKilobytes = 5120, int Processes = 512);

/// <summary>A call to another program, and how to know that it is done.</summary>
/// <param name="Body">Sent as JSON; null: none.</param>
/// <param name="Headers">Names to values; a value such as <c>env:TOKEN</c> is a reference to a secret.</param>
/// <param name="Done">How it is known to have ended.</param>
/// <param name="PollUrl">For <see cref="HttpDone.Poll"/>: asked until it answers 200 (done), 202 (not yet) or anything else (failed); null: the called address itself.</param>
public sealed record HttpDefinition(
    string Method, string Url, string? Body, IReadOnlyDictionary<string, string> Headers, HttpDone Done, string? PollUrl, TimeSpan PollEvery);

public enum HttpDone
{
    /// <summary>With its answer: 2xx is good.</summary>
    Answer = 1,

    /// <summary>By asking again and again.</summary>
    Poll,

    /// <summary>By a signed request to <c>/hooks/stage</c>.</summary>
    Callback,
}

/// <summary>Work that the CI provider does.</summary>
/// <param name="Workflow">The workflow's or job's name at the provider.</param>
public sealed record CiWorkDefinition(string Workflow, IReadOnlyDictionary<string, string> Inputs)
{
    /// <summary>Patterns of names of artifacts of its run that later stages get, and whose evidence is read; null: none.</summary>
    public IReadOnlyList<string>? Outputs { get; init; }
}

/// <summary>What happens to the run when a stage has failed for good.</summary>
public enum OnFailure
{
    /// <summary>The run ends. Behind a deployment the new release stays where it is.</summary>
    Stop = 1,

    /// <summary>The run goes on as if it had passed.</summary>
    Continue,

    /// <summary>What ran before the deployment comes back.</summary>
    RollBack,

    /// <summary>The run waits for a person: try the stage again, skip it, or cancel.</summary>
    Ask,
}

/// <param name="Count">How many more tries.</param>
/// <param name="Pause">Before the second try; it doubles with each further one.</param>
/// <param name="On">The outcomes that are worth another try.</param>
public sealed record RetryPolicy(int Count, TimeSpan Pause, IReadOnlyList<StageOutcome> On)
{
    public static RetryPolicy Never { get; } = new(0, TimeSpan.Zero, []);

    public TimeSpan PauseAfter(int tries) => Pause * Math.Pow(2, Math.Clamp(tries - 1, 0, 16));
}

/// <summary>How one try ended.</summary>
public enum StageOutcome
{
    Passed = 1,
    Failed,
    TimedOut,

    /// <summary>The bot was stopped or killed meanwhile, and the work with it.</summary>
    Interrupted,
}

/// <summary>In which part of a run a stage stands.</summary>
public enum StagePart
{
    /// <summary>It makes the release. Only a run that begins at the source has these.</summary>
    Source = 1,

    /// <summary>In front of the deployment.</summary>
    Before,

    /// <summary>Behind the deployment, while what ran before can still come back at once.</summary>
    After,
}

/// <summary>A stage in its place in one run.</summary>
public sealed record PlannedStage(StagePart Part, StageDefinition Stage);

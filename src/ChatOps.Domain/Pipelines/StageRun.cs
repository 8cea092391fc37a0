using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines.Stages;

namespace ChatOps.Domain.Pipelines;

public enum StageKind
{
    /// <summary>Finds the CI run.</summary>
    Source = 1,

    /// <summary>A job that CI ran.</summary>
    Ci,

    /// <summary>Copies the artifacts into the store and pins their digests.</summary>
    Artifacts,
    Deploy,

    /// <summary>Does the environment serve the new release?</summary>
    Verify,

    /// <summary>A command in a work folder.</summary>
    Script,

    /// <summary>A call to another program.</summary>
    Http,

    /// <summary>Work that the CI provider is asked for.</summary>
    CiWork,

    /// <summary>What tests and scans said, held against what the pipeline asks.</summary>
    Evidence,

    /// <summary>Is the environment well with the new release? Asked by a call, a command or the CI provider.</summary>
    SmokeTest,

    /// <summary>Nothing but time.</summary>
    Wait,

    /// <summary>People are asked.</summary>
    Approval,
}

/// <summary>One stage of one run.</summary>
/// <param name="Words">A short remark; untrusted text.</param>
/// <param name="Part">Null for the stages that every run has.</param>
/// <param name="Try">Which try is under way or was the last; 0 before the first.</param>
/// <param name="LookAgainAt">When to ask how it does, or when to try again.</param>
/// <param name="Interruptions">Tries that ended because the bot did.</param>
/// <param name="IsBegun">What came of beginning this try was recorded.</param>
/// <param name="IsHeardOf">Word came that it may have ended; an answer that was on its way then may be older than that.</param>
/// <param name="AsksSince">It failed for good, and since then the run waits for a person to say what now.</param>
public sealed record StageRun(
    string Name, StageKind Kind, StageState State, DateTimeOffset? StartedAt = null, DateTimeOffset? FinishedAt = null, string Words = "",
    StagePart? Part = null, int Try = 0, DateTimeOffset? LookAgainAt = null, int Interruptions = 0, DateTimeOffset? AsksSince = null, bool IsBegun = false, bool IsHeardOf = false)
{
    /// <summary>What its gates said when they were looked at last; null while they were not, and where it has none.</summary>
    public IReadOnlyList<GateResult>? Gates { get; init; }

    /// <summary>What other systems answered for its gates; null while they were not asked.</summary>
    public OutsideAnswers? Outside { get; init; }

    /// <summary>Where its work can be looked at; made by the bot from what it knows, never from what it was told.</summary>
    public string? Url { get; init; }

    /// <summary>Whom others ask before its work goes on; null: nobody.</summary>
    public GateResult? Review { get; init; }

    /// <summary>Nothing more happens in it.</summary>
    public bool HasEnded => State is not (StageState.Waiting or StageState.Running) && AsksSince is null;

    public StageRun Begin(DateTimeOffset now) => State == StageState.Waiting ? this with { State = StageState.Running, StartedAt = now } : this;

    public StageRun End(StageState state, DateTimeOffset now, string words) =>
        this with { State = state, StartedAt = StartedAt ?? now, FinishedAt = now, Words = words };

    public TimeSpan? Took(DateTimeOffset now) => StartedAt is { } start ? (FinishedAt ?? now) - start : null;
}

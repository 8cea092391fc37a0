using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Strategies;

namespace ChatOps.Domain.Pipelines;

/// <summary>The one thing a run needs done now. The run decides; the runner does it and records what came of it.</summary>
public abstract record Step;

/// <summary>Ask the chat who the requester is and what they may do.</summary>
public sealed record IdentifyRequester(Person By, string? Group, string? EmergencyGroup = null) : Step;

/// <summary>Read the stages from the project's repository, before anything else.</summary>
public sealed record ReadStages : Step;

/// <summary>Find the CI run at its source.</summary>
/// <param name="CiRun">Null: the newest good one.</param>
public sealed record ResolveRelease(long? CiRun) : Step;

/// <summary>Copy the release's artifacts into the store, or find them there unchanged.</summary>
public sealed record TakeInArtifacts : Step;

/// <summary>List the commits between what runs and what would run.</summary>
public sealed record ListChanges(string? From, string To) : Step;

/// <summary>Hash the stored artifacts again, right before they are used.</summary>
public sealed record VerifyStoredArtifacts : Step;

/// <summary>Ask the chat again about everybody who approved, right before it begins.</summary>
public sealed record CheckApprovers : Step;

/// <summary>Ask CI again about the run, right before it begins.</summary>
public sealed record ConfirmRelease(long CiRun) : Step;

/// <summary>Ask other systems what the gates want to know of them.</summary>
/// <param name="Stage">The stage whose gates they are; null: the environment's.</param>
public sealed record AskOutside(string? Stage = null) : Step;

/// <summary>Take the environment: from here on this run changes it. Done in the same transaction in which the gates were read.</summary>
public sealed record BeginDeployment : Step;

/// <summary>Give the target one order.</summary>
/// <param name="IsRecorded">It was recorded before, so it may have been given before: the target answers with what it did then.</param>
public sealed record GiveOrder(long Token, StepKind Kind, bool IsRecorded) : Step;

/// <summary>Find the branch's newest commit: what the run makes its release of.</summary>
/// <param name="Branch">Null: the default branch.</param>
public sealed record FindRevision(string? Branch) : Step;

/// <summary>All stages that make the release passed: hand what they made to the CI source, which gives the run its number.</summary>
public sealed record RecordCiRun : Step;

/// <summary>The stages of this part are under way; what is to be done in them is told by <see cref="PipelineRun.Next"/>.</summary>
public sealed record WorkOnStages(StagePart Part) : Step;

/// <summary>Begin a try of a stage. Recorded before it is begun; beginning the same try twice is beginning it once.</summary>
public sealed record BeginStage(string Stage, int Try) : Step;

/// <summary>How does this try do?</summary>
/// <param name="Took">So far, by the clock that the run's times come from.</param>
public sealed record AskStage(string Stage, int Try, TimeSpan Took) : Step;

/// <summary>Nothing to do before something happens, or before the time.</summary>
public sealed record Wait(DateTimeOffset? Until) : Step;

/// <summary>The run has ended.</summary>
public sealed record NothingMore : Step;

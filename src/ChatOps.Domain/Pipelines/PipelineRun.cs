using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Schedules;

namespace ChatOps.Domain.Pipelines;

/// <summary>One release's way into one environment. It alone changes its state; <see cref="Next"/> says what must be done, and the other files of this class record what came of it.</summary>
public sealed partial class PipelineRun
{
    private readonly List<Vote> _votes = [];
    private readonly List<AuditEvent> _events = [];
    private readonly List<Remark> _remarks = [];

    /// <param name="ciRun">Null: the newest good one.</param>
    /// <param name="reason">Why, in the requester's words; untrusted.</param>
    /// <param name="restores">For a rollback: the earlier deployment whose release is put back.</param>
    /// <param name="source">For a run that makes its release: of what.</param>
    /// <param name="skips">For a hotfix: the environment it leaves out.</param>
    /// <param name="isByBot">An automatic promotion of what this person deployed, or a schedule of theirs.</param>
    /// <param name="start">When it may begin, if a time was named.</param>
    /// <param name="of">What else was said of the CI run.</param>
    public PipelineRun(
        string project, RunDefinition definition, RunKind kind, long? ciRun, Person by, string? reason, DateTimeOffset now, Deployment? restores = null,
        SourceBranch? source = null, string? skips = null, bool isByBot = false, bool isEmergency = false, PlannedStart? start = null,
        AskedRun of = default)
    {
        Project = project;
        Definition = definition;
        Environment = definition.Environment.Name;
        Kind = kind;
        CiRun = ciRun;
        (Skips, IsByBot, Start) = (skips, isByBot, start);
        RequestedBy = by with { Name = NameOf(by.Name) };
        RequestedAt = now;
        Reason = reason;
        ReleaseId = restores?.Release;
        Restores = restores?.Id;
        GoesBackTo = restores?.Before;
        IsEmergency = isEmergency;
        Stages = definition.Stages(kind);
        Status = RunStatus.Running;
        IsFromSource = source is not null;
        (Branch, CiAttempt) = (source?.Name ?? of.Branch, of.Attempt);
        var what = source is not null ? source.ToString() : ciRun is null ? $"the newest good run{(of.Branch is null ? "" : $" of {of.Branch}")}" : $"run {ciRun}";
        Happened("run.requested", RequestedBy, $"{(isEmergency ? "emergency: " : "")}{(kind == RunKind.Rollback ? "roll back" : "deploy")} {project} {Environment} to {what}{SkippingWords}{(start is null ? "" : $" at {start.Text}")}{(reason is null ? "" : $": {reason}")}");
    }

    private PipelineRun() =>
        (Project, Definition, Environment, RequestedBy, Stages) = (null!, null!, null!, null!, null!);

    public long Id { get; private set; }

    /// <summary>Grows with every change: the optimistic lock, and what the card shows.</summary>
    public int Version { get; private set; } = 1;

    public string Project { get; private set; }

    public string Environment { get; private set; }

    public RunDefinition Definition { get; private set; }

    public RunKind Kind { get; private set; }

    public long? CiRun { get; private set; }

    /// <summary>The CI run's attempt that was asked for; null: as it stands when it is looked at.</summary>
    public int? CiAttempt { get; private set; }

    public Person RequestedBy { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public string? Reason { get; private set; }

    public RunStatus Status { get; private set; }

    /// <summary>The one thing to know now: why it waits, or how it ended. Untrusted text.</summary>
    public string Notice { get; private set; } = "";

    public IReadOnlyList<StageRun> Stages { get; private set; }

    public IReadOnlyList<GateResult> Gates { get; private set; } = [];

    /// <summary>The CI run as its source told of it; null until it was asked, and for a rollback.</summary>
    public CiRun? Ci { get; private set; }

    public long? ReleaseId { get; private set; }

    /// <summary>For a rollback: the earlier deployment whose release is put back.</summary>
    public long? Restores { get; private set; }

    /// <summary>For a rollback: what ran before the restored deployment, so that rolling back twice goes further back and not forth.</summary>
    public long? GoesBackTo { get; private set; }

    /// <summary>The pinned release; loaded with the run.</summary>
    public Release? Release { get; private set; }

    /// <summary>The commits between what ran there when it was asked and this release; null until they were listed.</summary>
    public IReadOnlyList<Change>? Changes { get; private set; }

    public bool IsRequesterKnown { get; private set; }

    /// <summary>The requester is in the approvers' group, so that a rollback needs nobody else.</summary>
    public bool IsRequesterApprover { get; private set; }

    /// <summary>When it joined the environment's line, or will: its release is ready, and its time has come.</summary>
    public DateTimeOffset? InLineSince { get; private set; }

    /// <summary>Its place in the environment's line as it is at this moment; null until its release is ready.</summary>
    public LineEntry? InLine => InLineSince is { } since ? new(Id, Kind, CiRun ?? 0, since, IsApplying, Status, IsEmergency) : null;

    public Decision? Decision { get; private set; }

    public DateTimeOffset? AskedAt { get; private set; }

    public IReadOnlyList<Vote> Votes => _votes;

    public Attempt? Attempt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>When to look again by itself; null: only when something happens.</summary>
    public DateTimeOffset? LookAgainAt { get; private set; }

    public bool IsApplying => Attempt is not null && !Status.IsFinal();

    public IReadOnlyList<AuditEvent> TakeEvents() => Take(_events);

    public IReadOnlyList<Remark> TakeRemarks() => Take(_remarks);

    private static List<T> Take<T>(List<T> list)
    {
        var taken = list.ToList();
        list.Clear();
        return taken;
    }

    private void Happened(string what, Person? who, string why, Digest? digest = null)
    {
        _events.Add(new(what, who, why, digest));
        Version++;
    }

    private void SetStage(Func<StageRun, bool> which, Func<StageRun, StageRun> change) =>
        Stages = [.. Stages.Select(s => which(s) ? change(s) : s)];

    private void SetStage(StageKind kind, Func<StageRun, StageRun> change) => SetStage(s => s.Kind == kind, change);

    private void Finish(RunStatus status, Person? who, string words, DateTimeOffset now)
    {
        if (Status.IsFinal()) throw new InvalidOperationException($"Run #{Id} has already ended: {Status}.");
        var (begun, notBegun) = status switch
        {
            RunStatus.Succeeded => (StageState.Passed, StageState.Skipped),
            RunStatus.Cancelled => (StageState.Cancelled, StageState.Cancelled),
            RunStatus.RolledBack => (StageState.RolledBack, StageState.Skipped),
            RunStatus.OutcomeUnknown => (StageState.OutcomeUnknown, StageState.Skipped),
            _ => (StageState.Failed, StageState.Skipped),
        };
        // A CI job that still runs did not fail because this run ends: it is only no longer waited for.
        SetStage(s => s.State == StageState.Running, s => s.End(s.Kind == StageKind.Ci ? notBegun : begun, now, s.Words));
        SetStage(s => s.State == StageState.Waiting, s => s with { State = notBegun });
        Status = status;
        Notice = words;
        FinishedAt = now;
        LookAgainAt = null;
        Happened($"run.{Name(status)}", who, words, ArtifactToDeploy?.Digest);
    }

    private static string Name(RunStatus status) => status switch
    {
        RunStatus.RolledBack => "rolled-back",
        RunStatus.OutcomeUnknown => "outcome-unknown",
        _ => status.ToString().ToLowerInvariant(),
    };

    /// <summary>The artifact that goes to the target; null until the release is pinned.</summary>
    public Artifact? ArtifactToDeploy => Release?.ToDeploy(Definition.Artifact);
}

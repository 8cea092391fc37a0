using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Strategies;

namespace ChatOps.Domain.Pipelines;

/// <summary>The pipeline's own stages: those without a path between them run side by side, and each try is recorded before it begins.</summary>
public sealed partial class PipelineRun
{
    private const int MostInterruptions = 3;

    /// <summary>How long a run waits for somebody to say what becomes of a failed stage.</summary>
    public static readonly TimeSpan AskPeopleFor = TimeSpan.FromHours(24);

    /// <summary>It began at the source: its own stages make the release.</summary>
    public bool IsFromSource { get; private set; }

    /// <summary>For a run from the source: which branch was asked for; null: the default one.</summary>
    public string? Branch { get; private set; }

    /// <summary>For a run from the source: what its release is made of.</summary>
    public Revision? Revision { get; private set; }

    private IEnumerable<StageRun> In(StagePart part) => Stages.Where(s => s.Part == part);

    private bool IsUnfinished(StagePart part) => In(part).Any(s => !s.HasEnded);

    private bool IsPinned => Stages.Any(s => s.Kind == StageKind.Artifacts && s.State == StageState.Passed);

    /// <summary>The new release has the traffic, and the stages behind the deployment look at it.</summary>
    public bool IsBeingVerified => Due is WorkOnStages { Part: StagePart.After };

    public void RevisionIs(Revision revision, DateTimeOffset now)
    {
        if (Due is not FindRevision) return;
        Settled();
        Revision = revision;
        Notice = "";
        SetStage(StageKind.Source, s => s.End(StageState.Passed, now, $"{revision.Branch} {ShortCommit(revision.Commit)}"));
        Happened("revision.found", null, $"branch {revision.Branch}, commit {revision.Commit}, version {revision.Version}");
    }

    /// <summary>There is nothing to make a release of, or it can't be recorded.</summary>
    public void SourceIsRefused(string words, DateTimeOffset now)
    {
        if (Due is FindRevision or RecordCiRun) Finish(RunStatus.Refused, null, words, now);
    }

    /// <summary>The CI source has what the stages made, under this number.</summary>
    public void CiRunIsRecorded(long ciRun, DateTimeOffset now)
    {
        if (Due is not RecordCiRun) return;
        Settled();
        // From here on it is a CI run like every other, and is looked at like one.
        (CiRun, Ci) = (ciRun, null);
        Notice = "";
        Happened("release.made", null, $"run {ciRun} of commit {Revision!.Commit}");
    }

    /// <summary>What time and earlier results decide by themselves. Every time before <see cref="Next"/>.</summary>
    public void LookAtStages(DateTimeOffset now)
    {
        if (Due is not WorkOnStages { Part: var part }) return;
        if (part == StagePart.After && CancelledBy is { } who)
        {
            GoBackBecause(now, $"cancelled by {who.Name}");
            return;
        }

        // One that is skipped or passes by itself lets others begin.
        while (!Status.IsFinal() && Decided(part, now)) { }
        if (Status.IsFinal()) return;
        TellWhatIsAsked();
        if (part == StagePart.Before && !IsUnfinished(part)) StandsInLine(now);
    }

    /// <returns>Something changed.</returns>
    private bool Decided(StagePart part, DateTimeOffset now)
    {
        foreach (var stage in In(part))
        {
            var definition = Definition.Definition(stage.Name);
            if (stage.State == StageState.Waiting && (stage.LookAgainAt ?? now) <= now && IsFree(stage))
            {
                if (stage.Try == 0 && definition.When?.WhyNot(Release?.Branch ?? Revision?.Branch, Release?.Version ?? Revision?.Version, ChangedPaths, Stages) is { } why)
                {
                    Change(stage, s => s.End(StageState.Skipped, now, why), "stage.skipped", why);
                    return true;
                }

                if (IsHeldUp(stage, definition, now) is { } changed)
                {
                    if (changed) return true;
                    continue;
                }

                if (stage.Kind is StageKind.Wait or StageKind.Approval)
                {
                    Change(stage, s => s.Begin(now) with { Gates = GatesOf(s, definition.Gates, now), Try = s.Try + 1, FinishedAt = null, Words = "", LookAgainAt = now + (definition.WaitFor ?? definition.Approval!.ExpiresAfter) }, "stage.begun", stage.Try == 0 ? "" : $"try {stage.Try + 1}");
                    return true;
                }
            }

            if (stage.State == StageState.Running && stage.Kind == StageKind.Wait && now >= stage.LookAgainAt)
            {
                EndStage(stage, StageAnswer.Passed($"waited {definition.WaitFor}"), now);
                return true;
            }

            if (stage.State == StageState.Running && stage.Kind == StageKind.Approval && DecidedByPeople(stage, definition, now)) return true;
            if (stage.AsksSince + AskPeopleFor <= now)
            {
                FailsForGood(stage, definition.OnFailure == OnFailure.Ask && part == StagePart.After ? OnFailure.RollBack : OnFailure.Stop, $"{stage.Words}; nobody said in time what now", now);
                return true;
            }
        }

        return false;
    }

    // All that it needs has ended well enough; what belongs to an earlier part has.
    private bool IsFree(StageRun stage) =>
        Definition.Definition(stage.Name).Needs.All(need => Stages.FirstOrDefault(s => s.Part == stage.Part && Is(s.Name, need)) is not { HasEnded: false });

    private Step StageStep(StagePart part, DateTimeOffset now)
    {
        var stages = In(part).ToList();
        var next = stages.Where(s => s.State == StageState.Waiting && (s.LookAgainAt ?? now) <= now && IsFree(s)).ToList();
        if (next.FirstOrDefault(s => IsWork(s) && IsLetBegin(s, now)) is { } begins) return new BeginStage(begins.Name, begins.Try + 1);
        if (next.FirstOrDefault(s => MustAskOutside(s, now)) is { } gated) return new AskOutside(gated.Name);
        var underWay = stages.Where(s => s.State == StageState.Running).ToList();
        if (underWay.FirstOrDefault(s => IsWork(s) && (s.LookAgainAt ?? now) <= now) is { } asked) return new AskStage(asked.Name, asked.Try, now - asked.StartedAt ?? TimeSpan.Zero);
        return new Wait(stages.Where(s => !s.HasEnded).Select(s => s.AsksSince + AskPeopleFor ?? s.LookAgainAt).Min());
    }

    /// <summary>Recorded before it begins, so that after a crash it is asked for and not begun twice.</summary>
    public void StageIsRecorded(BeginStage step, DateTimeOffset now)
    {
        var stage = Own(step.Stage)!;
        Change(stage, s => s with { State = StageState.Running, StartedAt = now, FinishedAt = null, Try = step.Try, LookAgainAt = now, Words = "", Gates = GatesOf(s, Definition.Definition(s.Name).Gates, now), IsBegun = false, IsHeardOf = false, Url = null }, "stage.begun", $"try {step.Try}");
        if (Status == RunStatus.WaitingForApproval) return;
        Status = RunStatus.Running;
        Notice = "";
    }

    public void StageAnswered(string name, int @try, StageAnswer answer, DateTimeOffset now)
    {
        if (Status.IsFinal() || Own(name) is not { State: StageState.Running } stage || stage.Try != @try) return;
        if (answer.Ci is { } ci && stage.Part == StagePart.Source && Is(name, Definition.MadeBy)) BuildIs(ci);
        if (answer.Outcome is null)
        {
            var isNews = stage.Words != answer.Words || (answer.Url is not null && stage.Url != answer.Url) || stage.Review != answer.Review;
            SetStage(s => ReferenceEquals(s, stage), s => s with { LookAgainAt = stage.IsHeardOf ? now : now + answer.LookAfter, Words = answer.Words, IsBegun = true, IsHeardOf = false, Url = answer.Url ?? s.Url, Review = answer.Review });
            if (isNews) Version++;
            return;
        }

        if (answer.Url is { } url) SetStage(s => ReferenceEquals(s, stage), s => s with { Url = url });
        EndStage(Own(name)!, answer, now);
    }

    /// <summary>This try is the one that is waited for.</summary>
    public bool IsUnderWay(string stage, int @try) => !Status.IsFinal() && Own(stage) is { State: StageState.Running } own && own.Try == @try;

    /// <summary>It may have ended: ask it now.</summary>
    public void StageMayHaveEnded(string name, DateTimeOffset now) =>
        SetStage(s => s == Own(name) && s.State == StageState.Running && IsWork(s), s => s with { LookAgainAt = now, IsHeardOf = true });

    private void EndStage(StageRun stage, StageAnswer answer, DateTimeOffset now)
    {
        var definition = Definition.Definition(stage.Name);
        if (answer.Outcome == StageOutcome.Passed)
        {
            Change(stage, s => s.End(StageState.Passed, now, answer.Words) with { LookAgainAt = null }, "stage.passed", answer.Words);
            return;
        }

        _remarks.Add(new($"{stage.Name}: {Word(answer.Outcome!.Value)}{(stage.Try > 1 ? $" (try {stage.Try})" : "")}", answer.Words, answer.Log, IsBad: true));
        var interrupted = answer.Outcome == StageOutcome.Interrupted;
        var goesAgain = interrupted ? stage.Interruptions < MostInterruptions : definition.Retry.On.Contains(answer.Outcome!.Value) && stage.Try - stage.Interruptions <= definition.Retry.Count;
        if (goesAgain)
        {
            var again = interrupted ? now : now + definition.Retry.PauseAfter(stage.Try - stage.Interruptions);
            Change(stage, s => s with
            {
                State = StageState.Waiting,
                LookAgainAt = again,
                FinishedAt = now,
                Words = $"try {s.Try} {Word(answer.Outcome.Value)}: {answer.Words}; once more",
                Interruptions = s.Interruptions + (interrupted ? 1 : 0),
            }, "stage.tried", $"try {stage.Try}: {answer.Words}");
            return;
        }

        var failed = stage.End(StageState.Failed, now, answer.Words) with { LookAgainAt = null };
        Change(stage, _ => failed, "stage.failed", answer.Words);
        FailsForGood(failed, definition.OnFailure, answer.Words, now);
    }

    private void FailsForGood(StageRun stage, OnFailure then, string words, DateTimeOffset now)
    {
        var part = stage.Part!.Value;
        switch (then)
        {
            case OnFailure.Continue:
                return;
            case OnFailure.Ask:
                SetStage(s => s.Part == part && s.Name == stage.Name, s => s with { AsksSince = now });
                Status = RunStatus.Running;
                Notice = WhatNow(stage);
                Version++;
                return;
            case OnFailure.RollBack when part == StagePart.After:
                GoBackBecause(now, $"{stage.Name} failed: {words.TrimEnd('.')}");
                return;
        }

        EndRest(part, now);
        if (part == StagePart.After) _failedBehind = $"{stage.Name} failed: {words.TrimEnd('.')}";
        else Finish(RunStatus.Failed, null, $"{stage.Name} failed: {words.TrimEnd('.')}; nothing was changed", now);
    }

    // What runs beside it did not fail: it is only no longer wanted.
    private void EndRest(StagePart part, DateTimeOffset now)
    {
        SetStage(s => s.Part == part && s.State == StageState.Running, s => s.End(StageState.Cancelled, now, s.Words) with { LookAgainAt = null });
        SetStage(s => s.Part == part && s.State == StageState.Waiting, s => s with { State = StageState.Skipped, LookAgainAt = null });
        SetStage(s => s.Part == part, s => s with { AsksSince = null });
    }

    private void GoBackBecause(DateTimeOffset now, string because)
    {
        EndRest(StagePart.After, now);
        Attempt = Attempt!.TurnBack(StepKind.VerifyServed, because);
        Notice = because;
        Version++;
    }

    private void StandsInLine(DateTimeOffset now)
    {
        JoinLine(now);
        Status = RunStatus.Running;
        Notice = "";
        Version++;
    }

    private void Change(StageRun stage, Func<StageRun, StageRun> change, string what, string words)
    {
        SetStage(s => s.Name == stage.Name && s.Part == stage.Part, change);
        Happened(what, null, words.Length > 0 ? $"{stage.Name}: {words}" : stage.Name);
    }

    private string WhatNow(StageRun stage) =>
        $"{stage.Name} failed: {stage.Words.TrimEnd('.')}. Press Retry stage{(Definition.Definition(stage.Name).MaySkip is null ? "" : $", type /release skip #{Id} {stage.Name} because …")}, or cancel";

    // The pipeline's own, whatever else bears its name: CI's jobs do, and a pipeline may have a stage named verify.
    private StageRun? Own(string name) => Stages.FirstOrDefault(s => s.Part is not null && Is(s.Name, name));

    // The others are decided by time and by people.
    private static bool IsWork(StageRun stage) => stage.Kind is not (StageKind.Wait or StageKind.Approval);

    private IReadOnlyList<string>? ChangedPaths =>
        Changes is null ? Revision?.ChangedPaths : Changes.Count == 0 || Changes.Any(c => c.Paths is null) ? null : [.. Changes.SelectMany(c => c.Paths!)];

    private static string Word(StageOutcome outcome) => outcome switch
    {
        StageOutcome.TimedOut => "took too long",
        StageOutcome.Interrupted => "was interrupted",
        StageOutcome.Passed => "passed",
        _ => "failed",
    };

    private static bool Is(string one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

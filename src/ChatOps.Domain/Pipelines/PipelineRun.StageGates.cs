using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines.Stages;

namespace ChatOps.Domain.Pipelines;

/// <summary>The gates in front of the pipeline's own stages. They are looked at before each try: what may no longer begin waits, or has failed.</summary>
public sealed partial class PipelineRun
{
    private const string AtItsGates = " waits at its gates: ";

    private static readonly TimeSpan AskOutsideAtMostEvery = TimeSpan.FromSeconds(1);

    /// <summary>The questions to other systems in front of a stage.</summary>
    public IReadOnlyList<HttpGate> HttpGatesOf(string stage) => Definition.Definition(stage).Gates?.Http ?? [];

    public void StageOutsideIs(string name, IReadOnlyList<GateResult> answers, DateTimeOffset now)
    {
        if (Status.IsFinal() || Own(name) is not { State: StageState.Waiting } stage) return;
        var isNews = stage.Outside is null || !stage.Outside.Answers.Select(a => (a.Gate, a.Verdict)).SequenceEqual(answers.Select(a => (a.Gate, a.Verdict)));
        SetStage(s => s == stage, s => s with { Outside = new(now, answers), LookAgainAt = now });
        if (isNews) Happened("outside.told", null, $"{stage.Name}: {string.Join("; ", answers.Select(a => $"{a.Gate}: {a.Words}"))}");
        else Version++;
    }

    /// <summary>Every gate in front of the stages that the release must still come by, or came by, on its way into the environment; behind the deployment, those of the stages there.</summary>
    public IReadOnlyList<GateResult> StageGatesAt(DateTimeOffset now) =>
    [
        .. Stages.Where(s => s.Part is StagePart.Before || (s.Part is StagePart.After && Attempt is not null))
            .SelectMany(s => GatesBefore.OfStage(s.Name, s switch
            {
                { State: StageState.Waiting } => GatesOf(s, Definition.Definition(s.Name).Gates, now),
                { State: StageState.Running or StageState.Passed } or { HasEnded: false } => s.Gates ?? [],
                _ => [],
            })),
    ];

    private IReadOnlyList<GateResult> GatesOf(StageRun stage, StageGates? gates, DateTimeOffset now)
    {
        if (gates is null) return [];
        var results = GatesBefore.Stage(gates, new(Release?.Branch ?? Revision?.Branch ?? "", Ci, new(RequestedAt, Changes?.Count, stage.Outside)), now);
        return IsEmergency ? Emergency.PassOver(results) : results;
    }

    private bool IsLetBegin(StageRun stage, DateTimeOffset now) => !MustAskOutside(stage, now) && GatesOf(stage, Definition.Definition(stage.Name).Gates, now).All(g => g.Verdict == Verdict.Passed);

    // Others are troubled only where they have the last word.
    private bool MustAskOutside(StageRun stage, DateTimeOffset now) =>
        Definition.Definition(stage.Name).Gates is { Http.Count: > 0 } gates && (stage.Outside is not { } known || now >= AskAgainAt(known))
        && GatesOf(stage, gates with { Http = null }, now).All(g => g.Verdict == Verdict.Passed);

    // Whoever answered may go by another clock.
    private static DateTimeOffset AskAgainAt(OutsideAnswers known)
    {
        var (soonest, latest) = (known.AskedAt + AskOutsideAtMostEvery, known.AskedAt + OutsideHolds);
        var wanted = known.Answers.Min(a => a.Until) ?? latest;
        return wanted < soonest ? soonest : wanted > latest ? latest : wanted;
    }

    /// <returns>Null: its gates let it begin. Else it does not, and whether that changed anything.</returns>
    private bool? IsHeldUp(StageRun stage, StageDefinition definition, DateTimeOffset now)
    {
        if (definition.Gates is null) return null;
        if (MustAskOutside(stage, now)) return false;
        var gates = GatesOf(stage, definition.Gates, now);
        if (gates.FirstOrDefault(g => g.Verdict is Verdict.Refused or Verdict.Unknown) is { } no)
        {
            RefuseStage(stage, definition, gates, $"{no.Gate}: {no.Words}", now);
            return true;
        }

        var waiting = gates.Where(g => g.Verdict == Verdict.Waiting).ToList();
        if (waiting.Count == 0) return null;
        var until = waiting.Where(g => g.Until > now).Max(g => g.Until) ?? (stage.Outside is { } known && AskAgainAt(known) is var again && again > now ? again : null);
        var words = string.Join("; ", waiting.Select(g => $"{g.Gate}: {g.Words}"));
        if (stage.Words == words && stage.LookAgainAt == until) return false;
        StageRun Held(StageRun s) => s with { Words = words, LookAgainAt = until, Gates = gates };
        if (NotPassed(stage.Gates).SequenceEqual(NotPassed(gates)))
        {
            SetStage(s => s == stage, Held);
            Version++;
        }
        else
        {
            Change(stage, Held, "stage.waits", words);
        }

        return true;
    }

    // It was not tried, so it is not tried again by itself.
    private void RefuseStage(StageRun stage, StageDefinition definition, IReadOnlyList<GateResult> gates, string words, DateTimeOffset now)
    {
        var refused = stage with { State = StageState.Failed, FinishedAt = now, Words = words, LookAgainAt = null, Gates = gates };
        _remarks.Add(new($"{stage.Name}: refused by its gates", words, "", IsBad: true));
        Change(stage, _ => refused, "stage.refused", words);
        FailsForGood(refused, definition.OnFailure, words, now);
    }

    // Where nothing else is under way it is the one thing to know.
    private void TellWhatWaits()
    {
        if (Status != RunStatus.Running) return;
        var held = Stages.Any(s => s.Part is not null && s.State == StageState.Running) ? null
            : Stages.FirstOrDefault(s => s.Part is not null && s.State == StageState.Waiting && NotPassed(s.Gates).Any());
        var told = held is null ? "" : $"{held.Name}{AtItsGates}{held.Words}";
        if (told == Notice || (held is null && !Notice.Contains(AtItsGates, StringComparison.Ordinal))) return;
        Notice = told;
        Version++;
    }

    private static IEnumerable<(string Gate, Verdict Verdict)> NotPassed(IReadOnlyList<GateResult>? gates) =>
        (gates ?? []).Where(g => g.Verdict != Verdict.Passed).Select(g => (g.Gate, g.Verdict));
}

using ChatOps.Domain.Gates;

namespace ChatOps.Domain.Pipelines;

/// <summary>What the world outside says, for gates that ask it.</summary>
public sealed partial class PipelineRun
{
    /// <summary>An answer from outside is as good as new for this long.</summary>
    public static readonly TimeSpan OutsideHolds = TimeSpan.FromSeconds(30);

    private bool _mustAskOutside;

    // Not stored: it begins in the transaction that records the answer, or it is asked again.
    private bool _isOutsideConfirmed;

    /// <summary>What was answered, and when; null until it was asked.</summary>
    public OutsideAnswers? Outside { get; private set; }

    public void OutsideIs(IReadOnlyList<GateResult> answers, DateTimeOffset now)
    {
        if (!IsAtGates) return;
        Settled();
        (_mustAskOutside, _isOutsideConfirmed) = (false, true);
        var isNews = Outside is null || !Outside.Answers.Select(a => (a.Gate, a.Verdict, a.Words)).SequenceEqual(answers.Select(a => (a.Gate, a.Verdict, a.Words)));
        Outside = new(now, answers);
        if (isNews) Happened("outside.told", null, string.Join("; ", answers.Select(a => $"{a.Gate}: {a.Words}")));
    }

    private bool AsksOutside => Kind == RunKind.Deploy && Definition.Environment.Gates is { AsksOutside: true };

    private void LookOutside(DateTimeOffset now) =>
        _mustAskOutside = AsksOutside && (Outside is null || now - Outside.AskedAt >= OutsideHolds);
}

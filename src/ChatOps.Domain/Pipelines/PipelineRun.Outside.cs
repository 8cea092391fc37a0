using ChatOps.Domain.Gates;

namespace ChatOps.Domain.Pipelines;

/// <summary>What the world outside says, for gates that ask it.</summary>
public sealed partial class PipelineRun
{
    /// <summary>An answer from outside is as good as new for this long.</summary>
    public static readonly TimeSpan OutsideHolds = TimeSpan.FromSeconds(30);

    private bool _mustAskOutside;

    /// <summary>What was answered, and when; null until it was asked.</summary>
    public OutsideAnswers? Outside { get; private set; }

    public void OutsideIs(IReadOnlyList<GateResult> answers, DateTimeOffset now)
    {
        if (!IsAtGates) return;
        Settled();
        _mustAskOutside = false;
        var isNews = Outside is null || !Outside.Answers.Select(a => (a.Gate, a.Verdict, a.Words)).SequenceEqual(answers.Select(a => (a.Gate, a.Verdict, a.Words)));
        Outside = new(now, answers);
        if (isNews) Happened("outside.told", null, string.Join("; ", answers.Select(a => $"{a.Gate}: {a.Words}")));
    }

    private void LookOutside(DateTimeOffset now) =>
        _mustAskOutside = Kind == RunKind.Deploy && Definition.Environment.Gates is { AsksOutside: true } && (Outside is null || now - Outside.AskedAt >= OutsideHolds);
}

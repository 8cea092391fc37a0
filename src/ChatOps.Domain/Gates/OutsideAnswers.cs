namespace ChatOps.Domain.Gates;

/// <summary>What other systems said when they were asked.</summary>
public sealed record OutsideAnswers(DateTimeOffset AskedAt, IReadOnlyList<GateResult> Answers);

using ChatOps.Domain.Gates;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Pipelines.Stages;

/// <summary>What the outside says of one try of a stage.</summary>
/// <param name="Outcome">Null while it is under way.</param>
/// <param name="Words">A short remark for the card; untrusted text.</param>
/// <param name="Log">Last lines for the thread; untrusted text.</param>
/// <param name="LookAfter">While it is under way: when to ask again, if nothing is heard before.</param>
public sealed record StageAnswer(StageOutcome? Outcome, string Words, string Log, TimeSpan LookAfter)
{
    /// <summary>Where the work can be looked at; made by the bot itself.</summary>
    public string? Url { get; init; }

    /// <summary>Whom others ask before it goes on; null: nobody.</summary>
    public GateResult? Review { get; init; }

    /// <summary>The CI run that does the work, as its source tells of it now; null: none does, or it is nobody's business.</summary>
    public CiRun? Ci { get; init; }

    public static StageAnswer Running(TimeSpan lookAfter, string words = "") => new(null, words, "", lookAfter);

    public static StageAnswer Passed(string words = "", string log = "") => new(StageOutcome.Passed, words, log, TimeSpan.Zero);

    public static StageAnswer Failed(string words, string log = "") => new(StageOutcome.Failed, words, log, TimeSpan.Zero);

    public static StageAnswer TimedOut(TimeSpan limit, string log = "") => new(StageOutcome.TimedOut, $"took longer than {limit}", log, TimeSpan.Zero);

    public static StageAnswer Interrupted(string words) => new(StageOutcome.Interrupted, words, "", TimeSpan.Zero);
}

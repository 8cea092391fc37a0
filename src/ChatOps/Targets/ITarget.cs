using ChatOps.Domain.Gates;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Strategies;

namespace ChatOps.Targets;

/// <summary>What is deployed to. The outside world is behind it; it keeps its own record of orders, so it can be asked after a crash.</summary>
/// <remarks>
/// Fencing: each deployment attempt carries a token that only grows. A target refuses an order whose token is lower than the
/// highest it has seen (<see cref="StepOutcome.Superseded"/>), and carries out each (token, step) at most once: the same order
/// again answers with the recorded outcome, or waits for the one in progress.
/// </remarks>
public interface ITarget
{
    /// <summary>Carries out one step and answers when it has ended, or, where that takes long, how far it is.</summary>
    /// <exception cref="TargetUnreachableException">No answer came; whether the order was carried out must be asked again with the same order.</exception>
    Task<StepOutcome> Perform(StepOrder order, CancellationToken ct);

    /// <returns>What serves the environment's traffic now, or null if nothing does.</returns>
    /// <exception cref="TargetUnreachableException">No answer came.</exception>
    Task<Serving?> AskWhatServes(CancellationToken ct);

    /// <summary>Called when the bot starts: bring back what should be serving, adopt what still runs.</summary>
    /// <exception cref="TargetUnreachableException">No answer came.</exception>
    Task Adopt(CancellationToken ct);
}

/// <param name="Token">The attempt's token. Only grows within one environment.</param>
/// <param name="CiRun">The release's CI run, for the eyes of people and for the service's own <c>/version</c>.</param>
/// <param name="Artifact">The approved artifact. The target checks the digest against the bytes it unpacks.</param>
/// <param name="File">The artifact's file in the store; absolute.</param>
public sealed record StepOrder(long Token, StepKind Step, long CiRun, string Version, Artifact Artifact, string File)
{
    /// <summary>The names of those who approved it.</summary>
    public IReadOnlyList<string> ApprovedBy { get; init; } = [];
}

/// <param name="Token">The token of the attempt that put it there.</param>
public sealed record Serving(long Token, long CiRun, Digest Digest);

/// <summary>How a step ended. <see cref="Words"/> are for people; <see cref="Log"/> holds the instance's last lines (untrusted), may be empty.</summary>
public sealed record StepOutcome(StepResult Result, string Words, string Log = "")
{
    /// <summary>While it is under way: when to give the same order again, to hear how it does.</summary>
    public TimeSpan LookAfter { get; init; }

    /// <summary>Where the work can be looked at; made by the bot itself. Null: nowhere.</summary>
    public string? Url { get; init; }

    /// <summary>While it is under way: whom others ask before it goes on; null: nobody.</summary>
    public GateResult? Review { get; init; }

    public static StepOutcome UnderWay(string words, TimeSpan lookAfter, string? url = null) => new(StepResult.UnderWay, words) { LookAfter = lookAfter, Url = url };

    public static StepOutcome Done(string words = "") => new(StepResult.Done, words);

    public static StepOutcome Failed(string words, string log = "") => new(StepResult.Failed, words, log);

    public static StepOutcome Superseded(string words) => new(StepResult.Superseded, words);
}

public enum StepResult
{
    Done = 1,

    /// <summary>It did not work, and the target is sure of it: an unhealthy instance, a wrong digest, a port that is taken.</summary>
    Failed,

    /// <summary>The token is older than one the target has already obeyed; nothing was done.</summary>
    Superseded,

    /// <summary>It goes on outside. The same order again tells how it does.</summary>
    UnderWay,
}

/// <summary>The target gave no answer. The message is fit to be shown.</summary>
public sealed class TargetUnreachableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How long it is worth asking again before the outcome is said to be unknown; null: as long as usual.</summary>
    public TimeSpan? AskFor { get; init; }
}

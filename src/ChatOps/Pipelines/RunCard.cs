using ChatOps.Domain.Approvals;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Slack;

namespace ChatOps.Pipelines;

/// <summary>The one message that shows a run: what it says, without a word of how a chat draws it. All text in it is untrusted.</summary>
/// <param name="Version">The run's version that this card shows. Grows with every change.</param>
/// <param name="Title">Such as <c>Deploy shop 1.4.2 to staging</c>.</param>
/// <param name="From">What runs there now, such as <c>run 1233 (1.4.1)</c>, or <c>nothing yet</c>.</param>
/// <param name="To">What would run, such as <c>run 1234 (1.4.2)</c>.</param>
/// <param name="Changes">The commits in between, newest first. May be long: the drawer cuts, and says how many it left out.</param>
/// <param name="Notice">The one thing to know now: why it waits, why it failed, what changed. May be empty.</param>
/// <param name="Evidence">One short line, such as <c>Tests 214 passed · Scan 0 critical, 2 high</c>; empty if there is none.</param>
/// <param name="Decision">Identifies what is decided on; travels in the buttons and comes back with the click. Empty when nothing is asked.</param>
public sealed record RunCard(
    long Run,
    int Version,
    RunStatus Status,
    string Title,
    string Project,
    string Environment,
    Person RequestedBy,
    DateTimeOffset RequestedAt,
    string? Reason,
    string From,
    string To,
    string Commit,
    string Branch,
    IReadOnlyList<Artifact> Artifacts,
    IReadOnlyList<Change> Changes,
    IReadOnlyList<CardStage> Stages,
    IReadOnlyList<GateResult> Gates,
    IReadOnlyList<CardVote> Votes,
    string VotesNeeded,
    string Notice,
    string Decision,
    IReadOnlyList<CardButton> Buttons,
    string Evidence = "") : ChatContent
{
    /// <summary>The file that the stages come from, such as <c>.chatops.yml (main, 7c1f0f9)</c>; empty: the settings.</summary>
    public string StagesFrom { get; init; } = "";

    /// <summary>How long CI keeps the artifacts, such as <c>CI keeps its artifacts until 2026-12-01; our copy stays</c>; empty if that is not known.</summary>
    public string Kept { get; init; } = "";

    /// <summary>The tickets that the changes name.</summary>
    public IReadOnlyList<Ticket> Tickets { get; init; } = [];

    public IReadOnlyList<RiskFound> Risks { get; init; } = [];
}

/// <param name="Took">How long it has taken so far, or took; null if it has not begun.</param>
/// <param name="Words">A short remark, such as <c>214 tests</c> or <c>health check: connection refused</c>; may be empty.</param>
public sealed record CardStage(string Name, StageState State, TimeSpan? Took, string Words)
{
    /// <summary>Where its work can be looked at; made by the bot, not told by anybody. Null: nowhere.</summary>
    public string? Url { get; init; }
}

public sealed record CardVote(Person By, bool Approves, string? Reason, DateTimeOffset At, Person? InPlaceOf = null);

/// <param name="Confirm">What the person must confirm before the click counts, or null.</param>
/// <param name="Argument">Comes back with the click instead of the decision, such as a stage's name.</param>
public sealed record CardButton(ButtonAction Action, string? Confirm = null, string? Argument = null, ApprovalWords? AsksFor = null);

/// <summary>What an approver must type.</summary>
/// <param name="Conditions">Each of them word for word; may be empty.</param>
public sealed record ApprovalWords(IReadOnlyList<string> Conditions, bool ReasonNeeded);

/// <summary>The buttons of cards and notes. They carry the words people read: Approve, Reject, Cancel, Retry, Roll back, Promote, Unlock.</summary>
public enum ButtonAction
{
    Approve = 1,
    Reject,
    Cancel,
    Retry,
    RollBack,

    /// <summary>One stage once more.</summary>
    RetryStage,

    /// <summary>Only typed: it needs a reason.</summary>
    SkipStage,

    Promote,

    /// <summary>Approve, where the policy asks for words: it opens a form.</summary>
    ApproveInWords,

    /// <summary>Of a note: somebody signs for an emergency.</summary>
    Sign,

    /// <summary>Of a note: ends the lock that it tells of.</summary>
    Unlock,
}

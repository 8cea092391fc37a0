using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;

namespace ChatOps.Slack.Blocks;

/// <summary>Each state's picture and word. The word always stands beside the picture: nobody has to tell colours apart.</summary>
internal static class StateWords
{
    public static string Emoji(this RunStatus status) => status switch
    {
        RunStatus.Running => "🚀",
        RunStatus.Queued => "🕒",
        RunStatus.WaitingForApproval => "🙋",
        RunStatus.Succeeded => "✅",
        RunStatus.Failed => "❌",
        RunStatus.Refused => "⛔",
        RunStatus.Cancelled => "🚫",
        RunStatus.RolledBack => "↩️",
        _ => "❓",
    };

    public static string Word(this RunStatus status) => status switch
    {
        RunStatus.Running => "Running",
        RunStatus.Queued => "Queued",
        RunStatus.WaitingForApproval => "Waiting for approval",
        RunStatus.Succeeded => "Succeeded",
        RunStatus.Failed => "Failed",
        RunStatus.Refused => "Refused",
        RunStatus.Cancelled => "Cancelled",
        RunStatus.RolledBack => "Rolled back",
        _ => "Outcome unknown",
    };

    public static string Emoji(this StageState state) => state switch
    {
        StageState.Waiting => "⚪",
        StageState.Running => "🔵",
        StageState.Passed => "✅",
        StageState.Failed => "❌",
        StageState.Skipped => "⏭️",
        StageState.Cancelled => "🚫",
        StageState.RolledBack => "↩️",
        _ => "❓",
    };

    public static string Word(this StageState state) => state switch
    {
        StageState.Waiting => "waiting",
        StageState.Running => "running",
        StageState.Passed => "passed",
        StageState.Failed => "failed",
        StageState.Skipped => "skipped",
        StageState.Cancelled => "cancelled",
        StageState.RolledBack => "rolled back",
        _ => "outcome unknown",
    };

    public static string Emoji(this Verdict verdict) => verdict switch
    {
        Verdict.Passed => "🟢",
        Verdict.Waiting => "🟡",
        Verdict.Refused => "🔴",
        _ => "❓",
    };

    public static string Word(this Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Waiting => "waiting",
        Verdict.Refused => "refused",
        _ => "can't be told",
    };
}

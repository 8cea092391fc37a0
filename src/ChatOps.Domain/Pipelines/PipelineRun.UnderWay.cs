using ChatOps.Domain.Gates;
using ChatOps.Domain.Strategies;

namespace ChatOps.Domain.Pipelines;

public sealed partial class PipelineRun
{
    /// <summary>The order goes on outside; it is given again to hear how it does. Until nobody would notice, a cancel ends it.</summary>
    /// <param name="words">How far it is; untrusted text.</param>
    /// <param name="url">Where it can be looked at; made by the bot itself.</param>
    /// <param name="review">Whom others ask before it goes on; null: nobody.</param>
    public void OrderIsUnderWay(StepKind kind, string words, string? url, TimeSpan lookAfter, DateTimeOffset now, GateResult? review = null)
    {
        if (!IsUnderWay(kind)) return;
        Answered();
        if (CancelledBy is { } who && Attempt is { IsSafeToCancel: true, WayBackBecause: null })
        {
            Attempt = Attempt.End(now, words).TurnBack(StepKind.Prepare, CancelledBecause ?? $"cancelled by {who.Name}");
            Happened("order.ended", null, $"{kind}: it is called off");
            return;
        }

        LookAgainAt = _isCiHeardOf ? now : now + lookAfter;
        _isCiHeardOf = false;
        var told = Stages.First(s => s.Kind == StageKind.Deploy);
        if (told.Words == words && told.Url == (url ?? told.Url) && told.Review == review && Notice == "") return;
        SetStage(StageKind.Deploy, s => s with { Words = words, Url = url ?? s.Url, Review = review });
        if (CancelledBy is null) Notice = "";
        Version++;
    }

    /// <returns>The names of those who approved what is being deployed; nobody before it has begun.</returns>
    public IReadOnlyList<string> ApprovedBy() =>
        Attempt is null || Decision is null ? [] : [.. Votes.Where(v => v is { Counts: true, Approves: true, Stage: null } && v.Decision == Decision.Id).Select(v => v.By.Name)];
}

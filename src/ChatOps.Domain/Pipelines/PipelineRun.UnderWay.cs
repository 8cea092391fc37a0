using ChatOps.Domain.Strategies;

namespace ChatOps.Domain.Pipelines;

public sealed partial class PipelineRun
{
    /// <summary>The order goes on outside; it is given again to hear how it does. Until nobody would notice, a cancel ends it.</summary>
    /// <param name="words">How far it is; untrusted text.</param>
    /// <param name="url">Where it can be looked at; made by the bot itself.</param>
    public void OrderIsUnderWay(StepKind kind, string words, string? url, TimeSpan lookAfter, DateTimeOffset now)
    {
        if (!IsUnderWay(kind)) return;
        Answered();
        if (CancelledBy is { } who && Attempt is { IsSafeToCancel: true, WayBackBecause: null })
        {
            Attempt = Attempt.End(now, words).TurnBack(StepKind.Prepare, CancelledBecause ?? $"cancelled by {who.Name}");
            Happened("order.ended", null, $"{kind}: it is called off");
            return;
        }

        LookAgainAt = now + lookAfter;
        var told = Stages.First(s => s.Kind == StageKind.Deploy);
        if (told.Words == words && told.Url == (url ?? told.Url) && Notice == "") return;
        SetStage(StageKind.Deploy, s => s with { Words = words, Url = url ?? s.Url });
        if (CancelledBy is null) Notice = "";
        Version++;
    }
}

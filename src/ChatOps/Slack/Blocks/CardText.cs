using System.Text;
using ChatOps.Pipelines;

namespace ChatOps.Slack.Blocks;

/// <summary>The card in words alone, for notifications and screen readers: no picture carries a meaning here.</summary>
internal static class CardText
{
    public static string Of(RunCard card)
    {
        var text = new StringBuilder();
        text.Append(Mrkdwn.Safe(card.Title, 200)).Append(": ").AppendLine(card.Status.Word().ToLowerInvariant() + ".");
        if (Mrkdwn.SafeLines(card.Notice, 800) is { Length: > 0 } notice) text.AppendLine(notice);
        text.AppendLine($"From {Mrkdwn.Safe(card.From, 150)} to {Mrkdwn.Safe(card.To, 150)}, asked for by {Phrases.Name(card.RequestedBy)}.");
        if (Mrkdwn.Safe(card.Evidence, 300) is { Length: > 0 } evidence) text.AppendLine($"Evidence: {evidence}.");
        if (card.Stages.Count > 0)
        {
            var stages = card.Stages.Take(12).Select(s => $"{Mrkdwn.Safe(s.Name, 40)} {s.State.Word()}");
            text.Append(card.StagesFrom.Length > 0 ? $"Stages from {Mrkdwn.Safe(card.StagesFrom, 200)}: " : "Stages: ").AppendJoin(", ", stages).AppendLine(card.Stages.Count > 12 ? $", and {card.Stages.Count - 12} more." : ".");
        }

        if (card.Votes.Count > 0)
        {
            var (yes, no) = (card.Votes.Count(v => v.Approves), card.Votes.Count(v => !v.Approves));
            text.Append($"Votes: {yes} for, {no} against.");
        }

        if (card.VotesNeeded.Length > 0) text.Append($" Needed: {Mrkdwn.Safe(card.VotesNeeded, 200)}");
        if (Mrkdwn.Safe(card.Kept, 300) is { Length: > 0 } kept) text.Append($"\n{kept}.");
        return Cut.Markup(text.ToString().ReplaceLineEndings("\n").Trim(), Limits.MessageText);
    }
}

using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Pipelines;

namespace ChatOps.Slack.Blocks;

/// <summary>Draws a run's card. Whatever is in the card, the drawing stays inside Slack's <see cref="Limits"/>.</summary>
public static class CardBlocks
{
    private const int MostChanges = 6, MostNames = 8, TicketsRoom = 800, RisksRoom = 400;

    /// <param name="now">Shown as the moment that the card tells of.</param>
    public static Drawing Of(RunCard card, DateTimeOffset now)
    {
        var blocks = new List<Block>
        {
            new HeaderBlock(TextObject.Plain($"{card.Status.Emoji()} {Or(Mrkdwn.Plain(card.Title, Limits.HeaderText - 8), "Release")}")),
            Context($"*{card.Status.Word()}*", $"asked for by {Phrases.Mention(card.RequestedBy)}", Phrases.Time(card.RequestedAt)),
        };
        if (Mrkdwn.SafeLines(card.Notice, 1500) is { Length: > 0 } notice) blocks.Add(Section($"💬 {notice}"));
        blocks.Add(new SectionBlock(Fields: [.. Facts(card)]));
        if (Mrkdwn.Safe(card.Evidence, 300) is { Length: > 0 } evidence) blocks.Add(Section($"*Evidence* {evidence}"));
        if (card.Changes.Count > 0) blocks.Add(Section(Changes(card)));
        if (PullRequests(card.Changes) is { Length: > 0 } pulls) blocks.Add(Section(pulls));
        if (card.Stages.Count > 0) blocks.Add(Section(Stages(card.Stages, card.StagesFrom)));
        // Once it has succeeded, every gate has let it pass.
        if (card.Status != RunStatus.Succeeded && Gates(card) is { Length: > 0 } gates) blocks.Add(Section(gates));
        if (card.Votes.Count > 0 || card.VotesNeeded.Length > 0) blocks.Add(Section(Votes(card)));
        if (CardButtons.Of(card) is { Count: > 0 } buttons) blocks.Add(new ActionsBlock(buttons) { BlockId = "chatops.card" });
        var kept = Mrkdwn.Safe(card.Kept, 300) is { Length: > 0 } words ? $" · {words}" : "";
        blocks.Add(Context($"#{card.Run} · as of {Phrases.Time(now)} · details in the thread{kept}"));
        return new(CardText.Of(card), blocks);
    }

    private static IEnumerable<TextObject> Facts(RunCard card)
    {
        yield return Fact("From", Or(Mrkdwn.Safe(card.From, 300), "nothing yet"));
        yield return Fact("To", Or(Mrkdwn.Safe(card.To, 300), "–"));
        if (card.Commit.Length > 0) yield return Fact("Commit", Mrkdwn.Code(ShortCommit(card.Commit), 60));
        if (card.Branch.Length > 0) yield return Fact("Branch", Mrkdwn.Code(card.Branch, 200));
        if (card.Artifacts.Count > 0) yield return Fact("Artifact", Phrases.List(card.Artifacts.Select(Line), card.Artifacts.Count, 3, 1500));
        if (!string.IsNullOrWhiteSpace(card.Reason)) yield return Fact("Reason", Mrkdwn.Safe(card.Reason, 1000));
    }

    private static string Line(Artifact artifact) =>
        $"{Mrkdwn.Safe(artifact.Name, 200)} · {Phrases.Size(artifact.Size)}\n`sha256:{artifact.Digest.Short}`";

    private static string Changes(RunCard card)
    {
        var changes = card.Changes;
        var lines = changes.Select(c => $"• {Mrkdwn.Code(ShortCommit(c.Commit), 40)} {Mrkdwn.Safe(c.Title, 160)} – {Mrkdwn.Safe(c.Author, 60)}");
        var title = changes.Count == 1 ? "*1 change*" : $"*{changes.Count} changes*{(changes.Count > MostChanges ? $" by {Names(Change.Contributors(changes))}" : "")}";
        return $"{title}\n{Phrases.List(lines, changes.Count, MostChanges, Limits.SectionText - 400 - TicketsRoom - RisksRoom)}{Risks(card.Risks)}{Tickets(card.Tickets)}";
    }

    private static string Names(IReadOnlyList<string> names) =>
        Mrkdwn.Safe(string.Join(", ", names.Take(MostNames)), 250) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");

    private static string PullRequests(IReadOnlyList<Change> changes)
    {
        var pulls = PullRequest.In(changes);
        if (pulls.Count == 0) return "";
        var lines = pulls.Select(p => $"• {Link($"#{p.Number}", p.Url)} {Mrkdwn.Safe(p.Title, 160)}{(p.Remarks.Length > 0 ? $" – {Mrkdwn.Safe(p.Remarks, 200)}" : "")}".TrimEnd());
        var missing = PullRequest.Missing(changes) is { Length: > 0 } words ? $"\n❓ {words}" : "";
        return $"{(pulls.Count == 1 ? "*1 pull request*" : $"*{pulls.Count} pull requests*")}\n{Phrases.List(lines, pulls.Count, MostChanges, Limits.SectionText - 200)}{missing}";
    }

    private static string Risks(IReadOnlyList<RiskFound> risks) =>
        risks.Count == 0 ? "" : $"\n⚠️ *Worth a second look:* {Mrkdwn.Safe(string.Join(", ", risks), RisksRoom - 50)}";

    private static string Tickets(IReadOnlyList<Ticket> tickets) => tickets.Count == 0
        ? ""
        : "\nTickets:\n" + Phrases.List(tickets.Select(t => $"• {Mrkdwn.Safe($"{t.Name} {t.Url}", 250)}"), tickets.Count, MostChanges, TicketsRoom - 20);

    private static string Stages(IReadOnlyList<CardStage> stages, string from)
    {
        var lines = stages.Select(stage =>
        {
            var took = stage.Took is { } t ? $" · {Phrases.Duration(t)}" : "";
            var words = stage.Words.Length > 0 ? $" · {Mrkdwn.Safe(stage.Words, 200)}" : "";
            var log = IsPlain(stage.Url) ? $" · {Link("log", stage.Url)}" : "";
            return $"{stage.State.Emoji()} *{Mrkdwn.Safe(stage.Name, 80)}* {stage.State.Word()}{took}{words}{log}";
        });
        var title = from.Length > 0 ? $"*Stages* from {Mrkdwn.Safe(from, 200)}" : "*Stages*";
        return $"{title}\n{Phrases.List(lines, stages.Count, 25, Limits.SectionText - 300)}";
    }

    // Nobody else writes it; what is no plain address is no link all the same.
    private static bool IsPlain(string? url) =>
        url is { Length: < 300 } && Uri.TryCreate(url, UriKind.Absolute, out var at) && at.Scheme is "http" or "https" && !url.AsSpan().ContainsAny("<>|& ");

    private static string Link(string words, string? url) => IsPlain(url) ? $"<{url}|{words}>" : words;

    private static string Gates(RunCard card)
    {
        // A stage that passed has its line already; its gate would only say it again.
        var telling = card.Gates.Where(g => g.Verdict != Verdict.Passed || card.Stages.All(s => s.Name != g.Gate)).ToList();
        if (telling.Count == 0) return "";
        var lines = telling.Select(gate =>
        {
            var words = gate.Words.Length > 0 ? $": {Mrkdwn.Safe(gate.Words, 400)}" : "";
            return $"{gate.Verdict.Emoji()} *{Mrkdwn.Safe(gate.Gate, 80)}* {gate.Verdict.Word()}{words}";
        });
        return $"*Gates*\n{Phrases.List(lines, telling.Count, 15, Limits.SectionText - 100)}";
    }

    private static string Votes(RunCard card)
    {
        var needed = card.VotesNeeded.Length > 0 ? $" · {Mrkdwn.Safe(card.VotesNeeded, 300)}" : "";
        var lines = card.Votes.Select(vote =>
        {
            var reason = string.IsNullOrWhiteSpace(vote.Reason) ? "" : $": {Mrkdwn.Safe(vote.Reason, 300)}";
            return $"{(vote.Approves ? "👍 approved" : "👎 rejected")} by {Phrases.Mention(vote.By)}{(vote.InPlaceOf is { } other ? $" for {Phrases.Mention(other)}" : "")}, {Phrases.Time(vote.At)}{reason}";
        });
        return $"*Votes*{needed}\n{Phrases.List(lines, card.Votes.Count, 10, Limits.SectionText - 450)}".TrimEnd();
    }

    /// <summary>A commit's first nine characters, if it looks like a hash; anything else as it is.</summary>
    internal static string ShortCommit(string commit) => commit.Length > 12 && commit.All(char.IsAsciiHexDigit) ? commit[..9] : commit;

    private static string Or(string text, string otherwise) => string.IsNullOrWhiteSpace(text) ? otherwise : text;

    private static TextObject Fact(string name, string value) => TextObject.Markup($"*{name}*\n{value}");

    private static SectionBlock Section(string markup) => new(TextObject.Markup(markup));

    private static ContextBlock Context(params string[] markup) => new([.. markup.Select(TextObject.Markup)]);
}

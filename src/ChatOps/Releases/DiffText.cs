using System.Text;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;

namespace ChatOps.Releases;

/// <summary>A comparison in words.</summary>
internal static class DiffText
{
    private const int MostCommits = 15, MostNames = 20;

    /// <param name="forward">The commits that would come.</param>
    /// <param name="back">The commits that would go, where the other way round there are none to come.</param>
    /// <param name="unknown">Why the commits can't be told; empty if they can.</param>
    public static string Of(
        Project project, string environment, DiffSide? from, DiffTarget to, IReadOnlyList<Change> forward, IReadOnlyList<Change> back, string unknown)
    {
        var text = new StringBuilder();
        var side = to.Side!;
        text.AppendLine(from is null ? $"{environment}: nothing runs there yet" : $"{environment}: {Words(from)}{(from.Since is { } since ? $", since {since:yyyy-MM-dd HH:mm} UTC" : "")}");
        text.AppendLine($"{to.Name}: {Words(side)}").AppendLine();

        var changes = forward.Count > 0 ? forward : back;
        if (unknown.Length > 0) text.AppendLine($"❓ {unknown}");
        else if (from is null) text.AppendLine("It would be the first release there, so there are no commits in between.");
        else if (from.Commit == side.Commit) text.AppendLine("Both are of the same commit.");
        else if (changes.Count == 0) text.AppendLine("❓ Neither commit leads to the other: they are on different branches, or CI no longer lists what is between them.");
        else Commits(text, changes, forward.Count > 0 ? "" : $" would be taken back: what runs in {environment} is newer");

        Names(text, "⚠ Worth a second look", Risk.In(changes, project.Risks).Select(r => r.ToString()));
        Names(text, "Labels", changes.SelectMany(c => c.Labels ?? []).Distinct(StringComparer.OrdinalIgnoreCase));
        PullRequests(text, changes);
        var tickets = Mentions.Tickets(changes, project.Tickets);
        Names(text, "Tickets", tickets.Tickets.Select(t => $"{t.Name} {t.Url}"));
        foreach (var slow in tickets.TooSlow) text.AppendLine($"❓ the ticket pattern {slow} took too long, so tickets may be missing");
        Artifacts(text, from?.Artifacts ?? [], side.Artifacts, project.Artifact);
        Evidence(text, from, to, side);
        return text.ToString().TrimEnd();
    }

    private static void Commits(StringBuilder text, IReadOnlyList<Change> changes, string back)
    {
        var authors = Change.Contributors(changes);
        var by = string.Join(", ", authors.Take(MostNames)) + (authors.Count > MostNames ? $" and {authors.Count - MostNames} more" : "");
        text.AppendLine($"{(changes.Count == 1 ? "1 commit" : $"{changes.Count} commits")} by {by}{back}");
        foreach (var change in changes.Take(MostCommits)) text.AppendLine($"• {Short(change.Commit)} {change.Title} – {change.Author}");
        if (changes.Count > MostCommits) text.AppendLine($"and {changes.Count - MostCommits} more");
    }

    private static void PullRequests(StringBuilder text, IReadOnlyList<Change> changes)
    {
        var pulls = PullRequest.In(changes);
        if (pulls.All(p => p.Title.Length == 0))
        {
            Names(text, "Pull requests", pulls.Select(p => $"#{p.Number}"));
        }
        else
        {
            text.AppendLine(pulls.Count == 1 ? "1 pull request" : $"{pulls.Count} pull requests");
            foreach (var pull in pulls.Take(MostCommits)) text.AppendLine($"• #{pull.Number} {pull.Title}{(pull.Remarks.Length > 0 ? $" – {pull.Remarks}" : "")}");
            if (pulls.Count > MostCommits) text.AppendLine($"and {pulls.Count - MostCommits} more");
        }

        if (PullRequest.Missing(changes) is { Length: > 0 } missing) text.AppendLine($"❓ {missing}");
    }

    private static void Names(StringBuilder text, string what, IEnumerable<string> names)
    {
        var all = names.ToList();
        if (all.Count > 0) text.AppendLine($"{what}: {string.Join(", ", all.Take(MostNames))}{(all.Count > MostNames ? $" and {all.Count - MostNames} more" : "")}");
    }

    private static void Artifacts(StringBuilder text, IReadOnlyList<OfferedArtifact> from, IReadOnlyList<OfferedArtifact> to, string? deployed)
    {
        foreach (var artifact in to)
        {
            var before = from.FirstOrDefault(a => a.Name == artifact.Name);
            var isSame = before?.Digest is not null && before.Digest == artifact.Digest;
            text.AppendLine(isSame
                ? $"Artifact {artifact.Name}: the very same bytes, {Words(artifact)}{(deployed is null || deployed == artifact.Name ? "; a deployment would have nothing to do" : "")}"
                : $"Artifact {artifact.Name}: {(before is null ? "new" : Words(before))} → {Words(artifact)}");
        }

        foreach (var gone in from.Where(a => to.All(t => t.Name != a.Name))) text.AppendLine($"Artifact {gone.Name}: {Words(gone)} → none");
    }

    private static void Evidence(StringBuilder text, DiffSide? from, DiffTarget to, DiffSide side)
    {
        if (!side.IsStored) text.AppendLine($"The reports of {to.Name} are not known yet: they are read when its artifacts are taken in.");
        else foreach (var line in EvidenceChange.Lines(from?.Reports, side.Reports)) text.AppendLine(line);
    }

    private static string Words(DiffSide side) => $"run {side.CiRun} ({side.Version}), commit {Short(side.Commit)}, branch {side.Branch}";

    private static string Words(OfferedArtifact artifact) => $"{artifact.Size:N0} bytes, {artifact.Digest?.Short ?? "digest unknown"}";

    private static string Short(string commit) => commit.Length > 7 ? commit[..7] : commit;
}

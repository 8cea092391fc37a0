using System.Text;
using ChatOps.Commands;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Releases;

/// <summary>Release notes from what is stored: the deployments of a time, and the commits that came with them.</summary>
internal static class NotesText
{
    private const int MostLines = 25;
    private const int MostPlain = 1400;
    private const int MostOfAList = 250;
    private const int MostMarkdown = 2600;

    /// <returns>Null: nothing came in that time.</returns>
    public static async Task<Note?> Of(ChatOpsDb db, Project project, string environment, DateTimeOffset after, DateTimeOffset until, CancellationToken ct)
    {
        var deployed = await db.Deployments
            .Where(d => d.Project == project.Name && d.Environment == environment && d.Outcome == DeploymentOutcome.Succeeded && d.EndedAt > after && d.EndedAt <= until)
            .OrderBy(d => d.Id).Select(d => new { d.Run, d.CiRun, d.Version, d.EndedAt }).ToListAsync(ct);
        if (deployed.Count == 0) return null;
        var runs = deployed.Select(d => d.Run).ToList();
        var changes = (await db.Runs.Where(r => runs.Contains(r.Id)).OrderBy(r => r.Id).Select(r => r.Changes).ToListAsync(ct)).SelectMany(c => c ?? []).ToList();
        var notes = ReleaseNotes.Of(changes, Domain.Releases.Mentions.Tickets(changes, project.Tickets).Tickets, project.Notes);
        var releases = string.Join(", ", deployed.Select(d => $"{d.Version} (run {d.CiRun}, {d.EndedAt:yyyy-MM-dd})").Distinct());
        var risks = string.Join(", ", Domain.Releases.Risk.In(changes, project.Risks));
        return new($"{project.Name} {environment}: release notes", Plain(notes, releases, risks), Markdown(notes, project.Name, environment, releases, risks));
    }

    // What a message has no room for is counted, so that its end is always there: who, which pull requests, which tickets.
    private static string Plain(ReleaseNotes notes, string releases, string risks)
    {
        var text = new StringBuilder().AppendLine(PlainText.Shorten($"Releases: {releases}", MostOfAList));
        var (room, left) = (MostPlain, MostLines);
        var leftOut = 0;
        foreach (var group in notes.Groups)
        {
            var lines = group.Changes.Select(c => $"• {PlainText.Shorten(c.Title, 120)} ({PlainText.Shorten(c.Author, 40)})").ToList();
            List<string> fit = [.. lines.Take(left).TakeWhile(line => (room -= SizeOf(line) + 1) >= 0)];
            if (fit.Count > 0) text.AppendLine($"{group.Heading}:").AppendJoin('\n', fit).AppendLine();
            (left, leftOut) = (fit.Count < lines.Count ? 0 : left - fit.Count, leftOut + lines.Count - fit.Count);
        }

        if (leftOut > 0) text.AppendLine($"… and {leftOut} more");
        if (notes.Groups.Count == 0) text.AppendLine("No commits are known of these.");
        List("Worth a second look", [risks]);
        List("Pull requests", notes.PullRequests.Select(p => p.Author.Length > 0 ? $"#{p.Number} by {p.Author}" : $"#{p.Number}"));
        if (notes.PullRequestsMissing.Length > 0) text.AppendLine($"❓ {notes.PullRequestsMissing}");
        List("Tickets", notes.Tickets.Select(t => t.Name));
        List("By", notes.Contributors);
        return text.ToString().TrimEnd();

        void List(string name, IEnumerable<string> all)
        {
            if (string.Join(", ", all) is { Length: > 0 } joined) text.AppendLine($"{name}: {PlainText.Shorten(joined, MostOfAList)}");
        }
    }

    // To be copied, so it is cut at the end of a line, and never within one.
    private static string Markdown(ReleaseNotes notes, string project, string environment, string releases, string risks)
    {
        var lines = new List<string> { $"## {Inert(project)} {Inert(environment)}", "", $"Releases: {Inert(releases)}" };
        foreach (var group in notes.Groups)
        {
            lines.AddRange(["", $"### {Inert(group.Heading)}", ""]);
            lines.AddRange(group.Changes.Select(c => $"- {Inert(c.Title, 160)} ({Inert(c.Author, 40)}, {c.Commit[..Math.Min(7, c.Commit.Length)]})"));
        }

        if (notes.PullRequests.Where(p => p.Title.Length > 0).ToList() is { Count: > 0 } pulls)
            lines.AddRange(["", "### Pull requests", "", .. pulls.Select(p => $"- {(p.Url is null ? $"\\#{p.Number}" : $"[#{p.Number}]({p.Url})")} {Inert(p.Title, 160)}{(p.Remarks.Length > 0 ? $" ({Inert(p.Remarks, 200)})" : "")}")]);
        if (risks.Length > 0) lines.AddRange(["", $"Worth a second look: {Inert(risks)}"]);
        if (notes.Tickets.Count > 0) lines.AddRange(["", $"Tickets: {string.Join(", ", notes.Tickets.Take(40).Select(t => $"[{Inert(t.Name)}]({t.Url.Replace(" ", "%20").Replace("(", "%28").Replace(")", "%29").Replace("<", "%3C").Replace(">", "%3E")})"))}"]);
        if (notes.Contributors.Count > 0) lines.AddRange(["", $"By: {string.Join(", ", notes.Contributors.Take(40).Select(a => Inert(a, 40)))}"]);

        var text = new StringBuilder();
        var shown = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if ((shown += SizeOf(lines[i]) + 1) > MostMarkdown) return text.Append($"… and {lines.Count - i} more lines").ToString();
            text.Append(lines[i]).Append('\n');
        }

        return text.ToString().TrimEnd();
    }

    // As long as the chat takes it to be, where these three are written out.
    private static int SizeOf(string line) => line.Length + (4 * line.Count(c => c == '&')) + (3 * line.Count(c => c is '<' or '>'));

    // What means something in Markdown or HTML stands for itself. A backquote would end the block that it is shown in.
    private static string Inert(string text, int most = 300)
    {
        var inert = new StringBuilder();
        foreach (var c in PlainText.Shorten(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), most))
        {
            if (c is '\\' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '!' or '~' or '&') inert.Append('\\');
            inert.Append(c == '`' ? '\'' : c);
        }

        return inert.ToString();
    }
}

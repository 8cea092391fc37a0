using System.Text;
using ChatOps.Approvals;
using ChatOps.Artifacts;
using ChatOps.CiSources;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Slack;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines;

/// <summary>What runs where, what keeps others out, and what is on its way.</summary>
[Authorize(Who.WorkspaceMembers)]
public sealed record ShowStatus(Project Project, Person By) : IRequest<Note>, IByPerson
{
    private const int MostRuns = 10;

    public sealed class Handler(Database database, CiSourceCatalog sources, CiNews news, StoreState store, TimeProvider time) : IRequestHandler<ShowStatus, Note>
    {
        public async Task<Note> Handle(ShowStatus request, CancellationToken cancellationToken)
        {
            await using var db = database.Read();
            var (project, now) = (request.Project.Name, time.GetUtcNow());
            var text = new StringBuilder();
            if (sources.For(project).Notice is { Length: > 0 } notice) text.AppendLine($"⚠️ {notice}");
            if (await news.Words(project, cancellationToken) is { Length: > 0 } words) text.AppendLine(words);
            foreach (var freeze in await db.Freezes.Where(f => f.EndedAt == null && (f.Project == null || f.Project == project)).OrderBy(f => f.Id).ToListAsync(cancellationToken))
                if (freeze.IsOn(now)) text.AppendLine($"❄️ {freeze}");
            foreach (var environment in request.Project.Environments) await Tell(db, project, environment, now, text, cancellationToken);
            text.AppendLine(await store.Line(db, cancellationToken));
            return new($"{project} now", text.ToString().TrimEnd());
        }

        private static async Task Tell(ChatOpsDb db, string project, EnvironmentPolicy environment, DateTimeOffset now, StringBuilder text, CancellationToken ct)
        {
            var record = await db.Environments.FirstOrDefaultAsync(e => e.Project == project && e.Name == environment.Name, ct);
            text.AppendLine($"{environment.Name}: {(record?.Current is { } current ? Words(current) : "nothing yet")}");
            if (record?.Hold is { } hold) text.AppendLine($"    ✋ {hold}");
            if (record?.Lock is { } taken && taken.IsOn(now)) text.AppendLine($"    🔒 {taken}");
            if (Gate.Window(environment, now) is { } window) text.AppendLine($"    🕘 {window.Words}");

            var underWay = await db.Runs.Where(r => r.Project == project && r.Environment == environment.Name && r.FinishedAt == null).ToListAsync(ct);
            var line = Line.InOrder(await db.LineOf(project, environment.Name, record?.Lock)).Select(e => e.Run).ToList();
            foreach (var run in underWay.OrderBy(r => Place(r, line)).ThenBy(r => r.Id).Take(MostRuns))
            {
                var place = line.Count > 1 && line.Contains(run.Id) ? $"{Place(run, line)}. " : "";
                text.AppendLine($"    {place}#{run.Id} {(run.CiRun is { } id ? $"run {id}" : "newest good run")}, asked for by {run.RequestedBy.Name}: {(run.Notice.Length > 0 ? run.Notice : "under way")}");
            }

            if (underWay.Count > MostRuns) text.AppendLine($"    and {underWay.Count - MostRuns} more");
        }

        // 1 is first in line; whoever is not ready for it comes last.
        private static int Place(PipelineRun run, List<long> line) => line.IndexOf(run.Id) is var at and >= 0 ? at + 1 : int.MaxValue;

        private static string Words(RunningRelease current) =>
            $"{current}, commit {current.Commit[..Math.Min(7, current.Commit.Length)]}, {current.Digest.Short}, since {current.Since:yyyy-MM-dd HH:mm} UTC";
    }
}

using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Slack;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Environments;

/// <summary>Ends a freeze; what waited goes on by itself.</summary>
/// <param name="Project">Null: the freeze of all projects. One of a single project is ended for itself.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record EndFreeze(Project? Project, string? Reason, Person By, string Channel, Origin Origin) : IRequest<Reply>, IByPerson
{
    public sealed class Handler(CommitQueue commits, FreezeRights rights) : IRequestHandler<EndFreeze, Reply>
    {
        public async Task<Reply> Handle(EndFreeze request, CancellationToken cancellationToken)
        {
            var no = await rights.WhyNot(request.By, request.Project, "unfreeze", cancellationToken);
            return await commits.Once(request.Origin, async commit => Reply.Say(await End(commit, request, no)), cancellationToken);
        }

        private static async Task<string> End(Commit commit, EndFreeze request, string? no)
        {
            var project = request.Project?.Name;
            var open = await commit.Db.Freezes.Where(f => f.EndedAt == null).ToListAsync();
            var mine = open.Where(f => f.Project == project && f.IsOn(commit.Now)).ToList();
            var others = open.Where(f => f.Project != project && (project is null || f.Project is null) && f.IsOn(commit.Now)).ToList();
            var still = others.Count > 0 ? $" But {string.Join("; ", others)}: /release unfreeze {others[0].What}" : "";
            if (mine.Count == 0) no ??= $"{project ?? "The whole of all projects"} is not frozen.{still}";
            if (no is not null)
            {
                commit.Record(new AuditEvent("unfreeze.refused", request.By, $"{project ?? "all"}: {no}"), run: null);
                return no;
            }

            foreach (var freeze in mine) commit.Record(freeze.End(request.By, request.Reason, commit.Now), run: null);
            await commit.WakeLine(project, environment: null);
            var words = $"{(project is null ? "All projects go" : $"{project} goes")} on; {string.Join("; ", mine)}.{still}";
            commit.Tell(request.Channel, otherwise: null, new Note($"{project ?? "All projects"} no longer frozen", $"ended by {request.By.Name}. {words}"));
            return words;
        }
    }
}

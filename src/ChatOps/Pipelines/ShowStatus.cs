using System.Text;
using ChatOps.Approvals;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using ChatOps.Slack;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines;

/// <summary>What runs where, and what is on its way.</summary>
[Authorize(Who.WorkspaceMembers)]
public sealed record ShowStatus(Project Project, Person By) : IRequest<Note>, IByPerson
{
    public sealed class Handler(Database database) : IRequestHandler<ShowStatus, Note>
    {
        public async Task<Note> Handle(ShowStatus request, CancellationToken cancellationToken)
        {
            await using var db = database.Read();
            var project = request.Project.Name;
            var text = new StringBuilder();
            foreach (var environment in request.Project.Environments)
            {
                var current = await db.Environments.Where(e => e.Project == project && e.Name == environment.Name).Select(e => e.Current).FirstOrDefaultAsync(cancellationToken);
                text.AppendLine(current is null
                    ? $"{environment.Name}: nothing yet"
                    : $"{environment.Name}: {current}, commit {current.Commit[..Math.Min(7, current.Commit.Length)]}, {current.Digest.Short}, since {current.Since:yyyy-MM-dd HH:mm} UTC");
                var underWay = await db.Runs.Where(r => r.Project == project && r.Environment == environment.Name && r.FinishedAt == null)
                    .ToListAsync(cancellationToken);
                foreach (var run in underWay.OrderBy(r => r.Id).Take(10))
                    text.AppendLine($"    #{run.Id} {(run.CiRun is { } id ? $"run {id}" : "newest good run")}, asked for by {run.RequestedBy.Name}: {(run.Notice.Length > 0 ? run.Notice : "under way")}");
            }

            return new($"{project} now", text.ToString().TrimEnd());
        }
    }
}

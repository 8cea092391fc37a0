using System.Text;
using ChatOps.Approvals;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using ChatOps.Slack;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Deployments;

/// <summary>The last deployments, newest first.</summary>
/// <param name="Environment">Null: of all.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record ShowHistory(Project Project, EnvironmentPolicy? Environment, Person By) : IRequest<Note>, IByPerson
{
    private const int Most = 15;

    public sealed class Handler(Database database) : IRequestHandler<ShowHistory, Note>
    {
        public async Task<Note> Handle(ShowHistory request, CancellationToken cancellationToken)
        {
            await using var db = database.Read();
            var names = request.Environment is { } one ? [one.Name] : request.Project.Environments.Select(e => e.Name).ToArray();
            var deployments = new List<Deployment>();
            foreach (var name in names)
            {
                deployments.AddRange(await db.Deployments.Where(d => d.Project == request.Project.Name && d.Environment == name)
                    .OrderByDescending(d => d.Id).Take(Most).ToListAsync(cancellationToken));
            }

            var where = request.Environment is { } e ? $"{request.Project.Name} {e.Name}" : request.Project.Name;
            if (deployments.Count == 0) return new($"Deployments of {where}", "None yet.");

            var text = new StringBuilder();
            foreach (var d in deployments.OrderByDescending(d => d.Id).Take(Most))
            {
                var took = d.EndedAt is { } end ? $", {(end - d.BegunAt).TotalSeconds:0} s" : "";
                text.AppendLine($"{Sign(d.Outcome)} {d.BegunAt:yyyy-MM-dd HH:mm} UTC  {d.Environment}  run {d.CiRun} ({d.Version})  {Word(d.Outcome)}{took}, asked for by {d.By.Name}, #{d.Run}, {d.Digest.Short}");
            }

            return new($"Deployments of {where}", text.ToString().TrimEnd());
        }

        private static string Word(DeploymentOutcome outcome) => outcome switch
        {
            DeploymentOutcome.Running => "under way",
            DeploymentOutcome.RolledBack => "rolled back",
            DeploymentOutcome.OutcomeUnknown => "outcome unknown",
            _ => outcome.ToString().ToLowerInvariant(),
        };

        private static string Sign(DeploymentOutcome outcome) => outcome switch
        {
            DeploymentOutcome.Succeeded => "✅",
            DeploymentOutcome.Running => "🔵",
            DeploymentOutcome.RolledBack => "⏪",
            DeploymentOutcome.OutcomeUnknown => "❓",
            DeploymentOutcome.Cancelled => "⚪",
            _ => "❌",
        };
    }
}

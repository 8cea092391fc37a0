using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using MediatR;

namespace ChatOps.Deployments;

/// <summary>The Promote button of a card: what that card's run put there goes one environment higher, if it is still what runs. Asked for by whoever pressed.</summary>
[Authorize(Who.FullMembers)]
public sealed record PromoteRun(long Run, string Environment, Person By, string ProjectName, string Channel, string InboxKey) : IRequest, IByMember
{
    public sealed class Handler(CommitQueue commits, ProjectCatalog projects, Actor actor) : AsyncRequestHandler<PromoteRun>
    {
        protected override Task Handle(PromoteRun request, CancellationToken cancellationToken) =>
            commits.Work(request.InboxKey, request.By, request.Channel, async commit =>
            {
                var run = await commit.Load(request.Run);
                if (projects.Find(run.Project) is not { } project || project.Find(request.Environment) is not { } next || !next.After.Contains(run.Environment, StringComparer.OrdinalIgnoreCase))
                    return $"This card was out of date: the settings have no such environment after {run.Environment} any more. Nothing was promoted.";
                var current = (await commit.Db.Environments.FindAsync(run.Project, run.Environment))?.Current;
                if (current is null || run.Attempt?.Deployment != current.Deployment)
                    return $"This card was out of date: {current?.ToString() ?? "nothing"} runs in {run.Environment} now. Nothing was promoted.";
                return await Deploy.Start(commit, project, next, current.CiRun, actor.Standing.Person, request.Channel, reason: null);
            }, cancellationToken);
    }
}

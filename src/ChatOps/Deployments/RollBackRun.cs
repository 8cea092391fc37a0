using ChatOps.Approvals;
using ChatOps.Artifacts;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using MediatR;

namespace ChatOps.Deployments;

/// <summary>The Roll back button of a card: back to what ran before that card's run, if it is still what runs.</summary>
[Authorize(Who.FullMembers)]
public sealed record RollBackRun(long Run, Person By, string ProjectName, string Channel, string InboxKey) : IRequest, IByMember
{
    public sealed class Handler(CommitQueue commits, ProjectCatalog projects, ArtifactStore store, Actor actor) : AsyncRequestHandler<RollBackRun>
    {
        protected override Task Handle(RollBackRun request, CancellationToken cancellationToken) =>
            commits.Work(request.InboxKey, request.By, request.Channel, async commit =>
            {
                var run = await commit.Load(request.Run);
                if (projects.Find(run.Project) is not { } project || project.Find(run.Environment) is not { } environment)
                    return $"{run.Project} {run.Environment} is no longer in the settings.";
                var current = (await commit.Db.Environments.FindAsync(run.Project, run.Environment))?.Current;
                if (current is null || run.Attempt?.Deployment != current.Deployment)
                    return $"This card was out of date: {current?.ToString() ?? "nothing"} runs in {run.Environment} now. Nothing was rolled back.";
                return await RollBack.Start(commit, store, project, environment, ciRun: null, actor.Standing.Person, request.Channel, reason: null);
            }, cancellationToken);
    }
}

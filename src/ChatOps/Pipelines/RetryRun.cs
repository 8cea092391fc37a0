using ChatOps.Approvals;
using ChatOps.Artifacts;
using ChatOps.Commands;
using ChatOps.Deployments;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using ChatOps.Persistence;
using ChatOps.Projects;
using MediatR;

namespace ChatOps.Pipelines;

/// <summary>Retry: the same again, asked for by whoever pressed it, with everything checked anew.</summary>
[Authorize(Who.FullMembers)]
public sealed record RetryRun(long Run, Person By, string ProjectName, string Channel, string InboxKey) : IRequest, IByMember
{
    public sealed class Handler(CommitQueue commits, ProjectCatalog projects, ArtifactStore store, Actor actor) : AsyncRequestHandler<RetryRun>
    {
        protected override Task Handle(RetryRun request, CancellationToken cancellationToken) =>
            commits.Work(request.InboxKey, request.By, request.Channel, async commit =>
            {
                var old = await commit.Load(request.Run);
                if (!old.Status.IsFinal()) return $"Run #{old.Id} has not ended yet, so there is nothing to retry.";
                if (projects.Find(old.Project) is not { } project || project.Find(old.Environment) is not { } environment)
                    return $"{old.Project} {old.Environment} is no longer in the settings.";
                var by = actor.Standing.Person;
                if (old is { IsFromSource: true, CiRun: null }) return await StartRelease.Begin(commit, project, old.Branch, by, request.Channel, old.Reason);
                return old.Kind == RunKind.Rollback
                    ? await RollBack.Start(commit, store, project, environment, old.CiRun, by, request.Channel, old.Reason)
                    : await Deploy.Start(commit, project, environment, old.CiRun, by, request.Channel, old.Reason, old.Skips, of: new(old.Ci is null ? old.Branch : null, old.CiAttempt));
            }, cancellationToken);
    }
}

using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using ChatOps.Slack;
using MediatR;

namespace ChatOps.Environments;

/// <summary>Ends a lock: by its owner, or by one of the approvers.</summary>
[Authorize(Who.FullMembers)]
public sealed record UnlockEnvironment(
    Project Project, EnvironmentPolicy Environment, string? Reason, Person By, string Channel, Origin Origin)
    : IRequest<Reply>, IByMember
{
    public string ProjectName => Project.Name;

    public sealed class Handler(CommitQueue commits, Actor actor) : IRequestHandler<UnlockEnvironment, Reply>
    {
        public Task<Reply> Handle(UnlockEnvironment request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
        {
            var environment = await commit.LoadEnvironment(request.Project.Name, request.Environment.Name);
            var answer = environment.ReleaseLock(actor.Standing, request.Project.ApproversOf(request.Environment), request.Reason, of: null, commit.Now);
            if (answer.IsDone) commit.Tell(request.Channel, otherwise: null, new Note($"{request.Project.Name} {environment.Name} is unlocked", $"by {actor.Standing.Person.Name}{(request.Reason is { } reason ? $" because {reason}" : "")}"));
            await commit.Store(environment);
            return Reply.Say(answer.Words);
        }, cancellationToken);
    }
}

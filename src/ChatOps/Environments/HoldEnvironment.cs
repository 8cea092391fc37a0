using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using ChatOps.Slack;
using MediatR;

namespace ChatOps.Environments;

/// <summary>Pins what runs in an environment: nothing moves there, for anybody, until it is resumed.</summary>
[Authorize(Who.FullMembers)]
public sealed record HoldEnvironment(
    Project Project, EnvironmentPolicy Environment, string Reason, Person By, string Channel, Origin Origin)
    : IRequest<Reply>, IByMember
{
    public string ProjectName => Project.Name;

    public sealed class Handler(CommitQueue commits, Actor actor) : IRequestHandler<HoldEnvironment, Reply>
    {
        public Task<Reply> Handle(HoldEnvironment request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
        {
            var environment = await commit.LoadEnvironment(request.Project.Name, request.Environment.Name);
            var answer = environment.BeginHold(actor.Standing.Person, request.Reason, commit.Now);
            if (answer.IsDone) commit.Tell(request.Channel, otherwise: null, new Note($"{request.Project.Name} {environment.Name} is held", $"{environment.Hold}"));
            await commit.Store(environment);
            return Reply.Say(answer.Words);
        }, cancellationToken);
    }
}

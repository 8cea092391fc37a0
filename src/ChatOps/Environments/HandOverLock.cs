using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using ChatOps.Slack;
using MediatR;

namespace ChatOps.Environments;

/// <summary>Gives a lock to somebody else: by its owner, or by one of the approvers.</summary>
/// <param name="To">The person's id, as the mention carried it.</param>
[Authorize(Who.FullMembers)]
public sealed record HandOverLock(
    Project Project, EnvironmentPolicy Environment, string To, string ToName, Person By, string Channel, Origin Origin)
    : IRequest<Reply>, IByMember
{
    public string ProjectName => Project.Name;

    public sealed class Handler(CommitQueue commits, IChat chat, Actor actor) : IRequestHandler<HandOverLock, Reply>
    {
        public async Task<Reply> Handle(HandOverLock request, CancellationToken cancellationToken)
        {
            var person = new Person(request.To, request.By.Workspace, PlainText.Shorten(PlainText.Clean(request.ToName), 80));
            var to = await chat.StandingOf(person, groups: [], cancellationToken);
            return await commits.Once(request.Origin, async commit =>
            {
                var environment = await commit.LoadEnvironment(request.Project.Name, request.Environment.Name);
                var answer = environment.HandOverLock(actor.Standing, to, request.Project.ApproversOf(request.Environment), commit.Now);
                if (answer.IsDone)
                    commit.Tell(request.Channel, to.Person.Id, new Note($"The lock of {request.Project.Name} {environment.Name} was handed over", $"{environment.Lock}", Mention: to.Person));
                await commit.Store(environment);
                return Reply.Say(answer.Words);
            }, cancellationToken);
        }
    }
}

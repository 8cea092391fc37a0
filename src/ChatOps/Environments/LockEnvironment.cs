using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using ChatOps.Slack;
using MediatR;

namespace ChatOps.Environments;

/// <summary>Takes an environment for oneself: the deployments of everybody else wait in line until the lock ends.</summary>
/// <param name="End">Null: as the settings say.</param>
[Authorize(Who.FullMembers)]
public sealed record LockEnvironment(
    Project Project, EnvironmentPolicy Environment, Ending? End, string Reason, Person By, string Channel, Origin Origin)
    : IRequest<Reply>, IByMember
{
    public string ProjectName => Project.Name;

    public sealed class Handler(CommitQueue commits, Actor actor) : IRequestHandler<LockEnvironment, Reply>
    {
        public Task<Reply> Handle(LockEnvironment request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
        {
            var (until, fault) = request.End?.Resolve(commit.Now) ?? (null, "");
            if (fault.Length > 0) return Reply.Say(fault);
            var environment = await commit.LoadEnvironment(request.Project.Name, request.Environment.Name);
            var by = actor.Standing.Person;
            var answer = environment.TakeLock(by, request.Reason, until, request.Channel, request.Environment.Lock ?? LockPolicy.Default, commit.Now);
            if (answer.IsDone) commit.Tell(request.Channel, otherwise: null, new Note($"{request.Project.Name} {environment.Name} is locked", $"{environment.Lock}"));
            await commit.Store(environment);
            return Reply.Say(answer.Words);
        }, cancellationToken);
    }
}

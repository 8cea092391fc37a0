using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Persistence;
using MediatR;

namespace ChatOps.Pipelines;

/// <summary>One failed stage once more, while its run waits for somebody to say what now.</summary>
[Authorize(Who.FullMembers)]
public sealed record RetryStage(long Run, string Stage, Person By, string ProjectName, string Channel, string InboxKey) : IRequest, IByMember
{
    public sealed class Handler(CommitQueue commits, Actor actor) : AsyncRequestHandler<RetryStage>
    {
        protected override Task Handle(RetryStage request, CancellationToken cancellationToken) =>
            commits.Work(request.InboxKey, request.By, request.Channel, async commit =>
            {
                var run = await commit.Load(request.Run);
                var outcome = run.RetryStage(request.Stage, actor.Standing, commit.Now);
                await commit.Store(run);
                commit.Wake(run.Id);
                return outcome.Words;
            }, cancellationToken);
    }
}

using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Persistence;
using MediatR;

namespace ChatOps.Pipelines;

/// <summary>Cancel: by whoever asked for the run, or by one of the environment's approvers.</summary>
[Authorize(Who.FullMembers)]
public sealed record CancelRun(long Run, Person By, string ProjectName, string Channel, string InboxKey) : IRequest, IByMember
{
    public sealed class Handler(CommitQueue commits, Actor actor) : AsyncRequestHandler<CancelRun>
    {
        protected override Task Handle(CancelRun request, CancellationToken cancellationToken) =>
            commits.Work(request.InboxKey, request.By, request.Channel, async commit =>
            {
                var run = await commit.Load(request.Run);
                var outcome = run.Cancel(actor.Standing, commit.Now);
                await commit.Store(run);
                commit.Wake(run.Id);
                return outcome.Words;
            }, cancellationToken);
    }
}

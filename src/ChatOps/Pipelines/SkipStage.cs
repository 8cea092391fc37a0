using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Persistence;
using MediatR;

namespace ChatOps.Pipelines;

/// <summary>A stage is left out, by somebody whom the pipeline allows it, with a reason.</summary>
[Authorize(Who.FullMembers)]
public sealed record SkipStage(long Run, string Stage, string Reason, Person By, string ProjectName, string Channel, string InboxKey) : IRequest, IByMember
{
    public sealed class Handler(CommitQueue commits, Actor actor) : AsyncRequestHandler<SkipStage>
    {
        protected override Task Handle(SkipStage request, CancellationToken cancellationToken) =>
            commits.Work(request.InboxKey, request.By, request.Channel, async commit =>
            {
                var run = await commit.Load(request.Run);
                var outcome = run.SkipStage(request.Stage, request.Reason, actor.Standing, commit.Now);
                await commit.Store(run);
                commit.Wake(run.Id);
                return outcome.Words;
            }, cancellationToken);
    }
}

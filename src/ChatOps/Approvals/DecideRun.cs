using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using MediatR;

namespace ChatOps.Approvals;

/// <summary>Approve or Reject. The policy is checked at this moment, by the run itself.</summary>
/// <param name="Shown">The decision that the card showed.</param>
/// <param name="InboxKey">The stored click.</param>
[Authorize(Who.FullMembers)]
public sealed record DecideRun(
    long Run, bool Approves, string Shown, string? Reason, Person By, string ProjectName, string Channel, string InboxKey) : IRequest, IByMember
{
    /// <summary>What was typed where the policy has conditions.</summary>
    public IReadOnlyList<string> Confirmed { get; init; } = [];

    public sealed class Handler(CommitQueue commits, ProjectCatalog projects, Actor actor) : AsyncRequestHandler<DecideRun>
    {
        protected override Task Handle(DecideRun request, CancellationToken cancellationToken) =>
            commits.Work(request.InboxKey, request.By, request.Channel, async commit =>
            {
                var run = await commit.Load(request.Run);
                run.Observe(await commit.FactsFor(run, projects), commit.Now);
                var outcome = run.Decide(actor.Standing, request.Approves, request.Reason, request.Shown, commit.Now, request.Confirmed);
                await commit.Store(run);
                commit.Wake(run.Id);
                return outcome.Words;
            }, cancellationToken);
    }
}

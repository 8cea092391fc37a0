using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Notifications;

/// <summary>Ends what <see cref="Subscribe"/> began.</summary>
/// <param name="Environment">Null: all that there is of the project in this place.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record Unsubscribe(Project Project, EnvironmentPolicy? Environment, string Place, Person By, Origin Origin) : IRequest<Reply>, IByPerson
{
    public sealed class Handler(CommitQueue commits) : IRequestHandler<Unsubscribe, Reply>
    {
        public Task<Reply> Handle(Unsubscribe request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
        {
            var (project, environment) = (request.Project.Name, request.Environment?.Name);
            var ended = await commit.Db.Subscriptions
                .Where(s => s.Project == project && s.Place == request.Place && (environment == null || s.Environment == environment)).ToListAsync();
            var who = request.Place == request.By.Id ? "You are" : "This channel is";
            var what = $"{project}{(environment is null ? "" : $" {environment}")}";
            if (ended.Count == 0) return Reply.Say($"{who} not subscribed to {what}: nothing to do.");
            commit.Db.Subscriptions.RemoveRange(ended);
            commit.Record(new AuditEvent("subscription.ended", request.By, $"{what}, in {request.Place}"), run: null);
            return Reply.Say($"{who} told of {what} no more.");
        }, cancellationToken);
    }
}

using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Notifications;

/// <summary>Has a channel or a person told how runs end, from now on.</summary>
/// <param name="Environment">Null: all of them.</param>
/// <param name="Place">A channel's id, or the person's own.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record Subscribe(Project Project, EnvironmentPolicy? Environment, Outcomes Outcomes, string Place, Person By, Origin Origin) : IRequest<Reply>, IByPerson
{
    public sealed class Handler(CommitQueue commits) : IRequestHandler<Subscribe, Reply>
    {
        public Task<Reply> Handle(Subscribe request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
        {
            var (project, environment) = (request.Project.Name, request.Environment?.Name ?? "");
            var found = await commit.Db.Subscriptions.FirstOrDefaultAsync(s => s.Project == project && s.Environment == environment && s.Place == request.Place);
            if (found is null) commit.Db.Subscriptions.Add(found = new() { Project = project, Environment = environment, Place = request.Place });
            found.Outcomes = request.Outcomes;

            var where = request.Place == request.By.Id ? "You are told directly" : "This channel is told";
            var what = $"{project}{(environment.Length > 0 ? $" {environment}" : "")}";
            commit.Record(new AuditEvent("subscription.begun", request.By, $"{what}, {request.Outcomes.ToString().ToLowerInvariant()}, in {request.Place}"), run: null);
            return Reply.Say($"{where} {request.Outcomes.InWords()} in {what}. To end it, type: /release unsubscribe{(request.Place == request.By.Id ? " me" : "")}{(environment.Length > 0 ? $" {environment}" : "")}");
        }, cancellationToken);
    }
}

using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Schedules;
using ChatOps.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Schedules;

/// <summary>Ends a schedule: by whoever began it, or by one of the approvers.</summary>
/// <param name="Deployments">False: a notification is meant.</param>
[Authorize(Who.FullMembers)]
public sealed record EndSchedule(Project Project, long Id, bool Deployments, Person By, Origin Origin) : IRequest<Reply>, IByMember
{
    public string ProjectName => Project.Name;

    public sealed class Handler(CommitQueue commits, Actor actor) : IRequestHandler<EndSchedule, Reply>
    {
        public Task<Reply> Handle(EndSchedule request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
        {
            var schedule = await commit.Db.Schedules.FirstOrDefaultAsync(s => s.Id == request.Id && s.Project == request.Project.Name);
            if (schedule is null || schedule.Kind == ScheduleKind.Deploy != request.Deployments)
                return Reply.Say($"{request.Project.Name} has no such schedule, {request.Id}. To see them, type: /release {(request.Deployments ? "schedules" : "notify list")}");
            var approvers = schedule.Environment is { } name && request.Project.Find(name) is { } environment ? request.Project.ApproversOf(environment) : request.Project.Approvers;
            var (_, words) = schedule.End(actor.Standing, approvers, commit.Now);
            commit.Store(schedule);
            return Reply.Say(words);
        }, cancellationToken);
    }
}

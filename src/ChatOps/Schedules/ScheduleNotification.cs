using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Schedules;
using ChatOps.Persistence;
using MediatR;

namespace ChatOps.Schedules;

/// <summary>Has a channel told again and again what goes out, or what went out.</summary>
/// <param name="Every">How often, as it was typed; untrusted.</param>
/// <param name="Topic">The message's heading; empty: a usual one. Null: the release notes of the week.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record ScheduleNotification(Project Project, string Channel, string Every, string? Topic, Person By, Origin Origin) : IRequest<Reply>, IByPerson
{
    public sealed class Handler(CommitQueue commits) : IRequestHandler<ScheduleNotification, Reply>
    {
        public Task<Reply> Handle(ScheduleNotification request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
        {
            var (recurrence, fault) = ScheduleText.Read(request.Every, request.Project.Zone, commit.Now);
            if (recurrence is null)
            {
                commit.Record(new AuditEvent("schedule.refused", request.By, $"{request.Project.Name} notify every {request.Every}: {fault}"), run: null);
                return Reply.Say(fault);
            }

            var kind = request.Topic is null ? ScheduleKind.Notes : ScheduleKind.Notify;
            var schedule = await commit.Add(new Schedule(request.Project.Name, kind, environment: null, request.Topic ?? "", recurrence, request.By, request.Channel, commit.Now));
            return Reply.Say($"Schedule {schedule.Id}: it {schedule.What}, {schedule.Text}, first at {Schedule.Local(recurrence.Zone, schedule.NextDue!.Value)}. If I can't write in that channel, you are told instead. To end it, type: /release notify stop {schedule.Id}");
        }, cancellationToken);
    }
}

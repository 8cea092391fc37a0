using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Schedules;
using ChatOps.Persistence;
using MediatR;

namespace ChatOps.Schedules;

/// <summary>Has the newest good release deployed again and again. Each time it is a run of its own, with all gates and approvals.</summary>
/// <param name="Every">How often, as it was typed; untrusted.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record ScheduleDeployment(
    Project Project, EnvironmentPolicy Environment, string Every, Person By, string Channel, string? Reason, Origin Origin) : IRequest<Reply>, IByPerson
{
    public sealed class Handler(CommitQueue commits) : IRequestHandler<ScheduleDeployment, Reply>
    {
        public Task<Reply> Handle(ScheduleDeployment request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
        {
            var (recurrence, fault) = ScheduleText.Read(request.Every, request.Project.Zone, commit.Now);
            if (recurrence is null)
            {
                commit.Record(new AuditEvent("schedule.refused", request.By, $"{request.Project.Name} {request.Environment.Name} every {request.Every}: {fault}"), run: null);
                return Reply.Say(fault);
            }

            var schedule = await commit.Add(new Schedule(
                request.Project.Name, ScheduleKind.Deploy, request.Environment.Name, request.Reason ?? "", recurrence, request.By, request.Channel, commit.Now));
            return Reply.Say($"Schedule {schedule.Id}: the newest good run of {schedule.Project} goes to {schedule.Environment} {schedule.Text}, first at {Schedule.Local(recurrence.Zone, schedule.NextDue!.Value)}. To end it, type: /release unschedule {schedule.Id}");
        }, cancellationToken);
    }
}

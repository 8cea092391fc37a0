using System.Text;
using ChatOps.Approvals;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Schedules;
using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Slack;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Schedules;

/// <summary>What a project is to deploy later, or whom it tells what: of subscriptions, those of this channel and of this person.</summary>
/// <param name="Deployments">False: the notifications.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record ShowSchedules(Project Project, bool Deployments, Person By, string Channel) : IRequest<Note>, IByPerson
{
    private const int Most = 40;

    public sealed class Handler(Database database) : IRequestHandler<ShowSchedules, Note>
    {
        public async Task<Note> Handle(ShowSchedules request, CancellationToken cancellationToken)
        {
            var project = request.Project.Name;
            await using var db = database.Read();
            var text = new StringBuilder();
            if (request.Deployments)
                foreach (var line in await GoingOut.Once(db, project, cancellationToken)) text.AppendLine(line);

            var schedules = await db.Schedules
                .Where(s => s.Project == project && s.EndedAt == null && s.NextDue != null && (s.Kind == ScheduleKind.Deploy) == request.Deployments)
                .OrderBy(s => s.NextDue).Take(Most).ToListAsync(cancellationToken);
            foreach (var s in schedules) text.AppendLine($"{s.Id}. {s.What}, {s.Text}, by {s.By.Name}; next at {Schedule.Local(s.Zone, s.NextDue!.Value)}");
            if (schedules.Count > 0) text.AppendLine($"To end one, type: /release {(request.Deployments ? "unschedule" : "notify stop")} <id>");
            if (!request.Deployments)
                foreach (var line in await Subscribers.Lines(db, project, request.Channel, request.By, cancellationToken)) text.AppendLine(line);
            var nothing = request.Deployments
                ? "Nothing is scheduled. To do so, type, for example: /deploy staging last every weekday 6:00"
                : "Nobody is notified. To do so, type, for example: /release notify #channel weekdays 9:00 \"what goes out today\"";
            return new(request.Deployments ? $"{project}: schedules" : $"{project}: notifications", text.Length > 0 ? text.ToString().TrimEnd() : nothing);
        }
    }
}

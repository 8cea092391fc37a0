using ChatOps.Deployments;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Schedules;
using ChatOps.Environments;
using ChatOps.Jobs;
using ChatOps.Persistence;
using ChatOps.Projects;
using ChatOps.Releases;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatOps.Schedules;

/// <summary>Does what schedules say when their moments come. The moment, the next one, and the run or message it becomes are stored in one transaction: once, also with several nodes and after a crash.</summary>
public sealed class ScheduleWatch(
    Database database, CommitQueue commits, Committed committed, ProjectCatalog projects, IOptions<SchedulesOptions> options, TimeProvider time, ILogger<ScheduleWatch> log) : BackgroundService
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly Nudge _nudge = new(committed, ToDo.Schedules);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _nudge.Repeat(DoDue, time, log, stoppingToken);

    private async Task<DateTimeOffset?> DoDue(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        List<long> due;
        await using (var db = database.Read())
            due = await db.Schedules.Where(s => s.NextDue != null && s.NextDue <= now).OrderBy(s => s.NextDue).Take(32).Select(s => s.Id).ToListAsync(ct);
        var failed = new List<long>();
        foreach (var schedule in due)
            if (!await TryDo(schedule, ct)) failed.Add(schedule);
        await using var after = database.Read();
        return await after.Schedules.Where(s => s.NextDue != null && !failed.Contains(s.Id)).MinAsync(s => s.NextDue, ct);
    }

    // One that can't be done, such as for want of its time zone, keeps no other from its moment.
    private async Task<bool> TryDo(long schedule, CancellationToken ct)
    {
        try
        {
            await commits.Run(commit => Do(commit, schedule), ct);
            return true;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or StorageUnavailableException))
        {
            log.LogError(fault, "Schedule {Schedule} failed; it is tried again.", schedule);
            return false;
        }
    }

    private async Task Do(Commit commit, long id)
    {
        // Since the last moment that was told of: nothing falls between two tellings, however late one of them was.
        var told = await commit.Db.ScheduleOccurrences.Where(o => o.Schedule == id && o.Goes).MaxAsync(o => (DateTimeOffset?)o.At);
        if (await commit.Db.Schedules.FindAsync(id) is not { } schedule || schedule.Occur(options.Value.ToPolicy(), commit.Now) is not { } occurrence) return;
        commit.Db.ScheduleOccurrences.Add(occurrence);
        commit.Store(schedule);
        if (projects.Find(schedule.Project) is not { } project) Say(new("A schedule was left out", $"Schedule {id} is of {schedule.Project}, which is not in the settings any more."));
        else if (!occurrence.Goes) Say(new($"{project.Name}: a schedule was missed", $"Schedule {id} {schedule.What}. {occurrence.Words}; nobody was there then, and it is left out now.{(schedule.NextDue is { } next ? $" Next: {Schedule.Local(schedule.Zone, next)}." : "")}"));
        else if (schedule.Kind == ScheduleKind.Deploy) await Deploy(commit, schedule, occurrence, project, Say);
        else if (schedule.Kind == ScheduleKind.Notify) Say(await GoingOut.Of(commit.Db, project, schedule.Topic, commit.Now, CancellationToken.None));
        else foreach (var note in await Notes(commit, project, told ?? occurrence.At - Week, occurrence.At)) Say(note);

        void Say(Note note) => commit.Tell(schedule.Channel, schedule.By.Id, note);
    }

    private static async Task Deploy(Commit commit, Schedule schedule, ScheduleOccurrence occurrence, Project project, Action<Note> say)
    {
        var words = $"{schedule.Environment} is no environment of {project.Name} any more.";
        if (project.Find(schedule.Environment!) is { } environment)
        {
            var reason = $"schedule {schedule.Id}, {occurrence.Words}{(schedule.Topic.Length > 0 ? $": {schedule.Topic}" : "")}";
            var started = await Deployments.Deploy.Try(commit, project, environment, ciRun: null, schedule.By, schedule.Channel, reason, isByBot: true);
            if (started.Run is not null) return;
            words = started.Words;
        }

        say(new($"{project.Name}: schedule {schedule.Id} started nothing", words));
    }

    private static async Task<IReadOnlyList<Note>> Notes(Commit commit, Project project, DateTimeOffset after, DateTimeOffset until)
    {
        var notes = new List<Note>();
        foreach (var environment in project.Environments)
            if (await NotesText.Of(commit.Db, project, environment.Name, after, until, CancellationToken.None) is { } of) notes.Add(of);
        return notes.Count > 0 ? notes : [new($"{project.Name}: release notes", $"Nothing was deployed since {Schedule.Local(project.Zone, after)}.")];
    }
}

using ChatOps.Approvals;
using ChatOps.Domain;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Schedules;
using ChatOps.Environments;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatOps.Notifications;

/// <summary>
/// Reminds of approvals that are waited for: those whose yes would count now and who are at work by their own clocks, nobody else. While none of them is, or
/// while the chat can't be asked, the reminder waits.
/// </summary>
public sealed class ApprovalReminders(
    Database database, CommitQueue commits, ProjectCatalog projects, IChat chat, StandingNow standings, IOptions<RemindersOptions> options, TimeProvider time, ILogger<ApprovalReminders> log)
{
    private const int MostMentions = 30;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    // Who is asked may change while nobody is at work.
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromMinutes(10);

    private readonly WorkingHours _hours = WorkingHours.Parse(options.Value.WorkingHours, TimeZoneInfo.Utc);
    private Dictionary<string, DateTimeOffset> _notBefore = [];

    public async Task Look(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read();
        var ids = await db.Runs.Where(r => r.FinishedAt == null && r.Status == RunStatus.WaitingForApproval).Select(r => r.Id).ToListAsync(ct);
        var waiting = new List<PipelineRun>();
        foreach (var id in ids)
            if (await db.Runs.Include(r => r.Votes).Include(r => r.Release).FirstOrDefaultAsync(r => r.Id == id, ct) is { } run && run.WaitsForPeopleSince <= now - options.Value.ApprovalAfter) waiting.Add(run);
        var notBefore = new Dictionary<string, DateTimeOffset>();
        foreach (var run in waiting)
        {
            var about = About(run);
            if (!_notBefore.TryGetValue(about, out var later) || later <= now) later = await Remind(db, run, now, ct);
            if (later > now) notBefore[about] = later;
        }

        _notBefore = notBefore;
    }

    /// <returns>When to look at it again.</returns>
    private async Task<DateTimeOffset> Remind(ChatOpsDb db, PipelineRun run, DateTimeOffset now, CancellationToken ct)
    {
        if (!await Reminder.IsDue(db, About(run), options.Value.ApprovalEvery, now, ct)) return now;
        try
        {
            var asked = await WhoIsAsked(db, run, now, ct);
            var hours = asked.Select(s => (s.Person, Hours: _hours.In(Zones.Told(s.TimeZone)))).ToList();
            List<Person> atWork = [.. hours.Where(h => h.Hours.Has(now)).Select(h => h.Person)];
            if (atWork.Count > 0)
            {
                await commits.Run(commit => Tell(commit, run.Id, About(run), atWork), ct);
                return now;
            }

            var next = hours.Min(h => h.Hours.NextInside(now)) ?? DateTimeOffset.MaxValue;
            log.LogInformation("The reminder of #{Run} waits: of {Asked} who are asked nobody is at work now", run.Id, asked.Count);
            return next < now + AtLeastEvery ? next : now + AtLeastEvery;
        }
        catch (Exception fault) when (fault is ChatUnavailableException or ChatRefusedException)
        {
            log.LogWarning("The reminder of #{Run} waits: {Why}", run.Id, fault.Message);
            return now + AfterFailure;
        }
    }

    // The members of the groups that are asked now, and those who may vote in the place of one; each as the chat tells of them when they click.
    private async Task<List<Standing>> WhoIsAsked(ChatOpsDb db, PipelineRun run, DateTimeOffset now, CancellationToken ct)
    {
        var groups = (projects.Find(run.Project)?.Groups ?? []).Where(g => run.GroupsAskedNow.Contains(g.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        var members = (await chat.MembersOf(groups, ct)).ToList();
        var ids = members.Select(m => m.Id).ToList();
        var stands = await db.Delegations.Where(d => ids.Contains(d.FromId) && d.Until > now).Select(d => d.ToId).Distinct().ToListAsync(ct);
        members.AddRange(stands.Except(ids).Select(id => new Person(id, members[0].Workspace, id)));

        var asked = new List<Standing>();
        foreach (var member in members.OrderBy(m => m.Id, StringComparer.Ordinal))
            if (await standings.Of(member, run.Project, ct) is var standing && run.WaitsFor(standing)) asked.Add(standing);
        return asked;
    }

    private async Task Tell(Commit commit, long id, string about, List<Person> atWork)
    {
        var run = await commit.Load(id);
        if (run.WaitsForPeopleSince is not { } since || About(run) != about || !await Reminder.Begin(commit, about, options.Value.ApprovalEvery)) return;
        var later = run is { Start: { } start, IsDue: false } ? $", and is scheduled for {start.Text}" : "";
        commit.Db.Outbox.Add(new OutgoingNote
        {
            Run = id, CreatedAt = commit.Now, NextTryAt = commit.Now,
            Note = new Note("This still waits for you", $"It goes on when {run.StillNeeds}. It was asked {Words.Of(commit.Now - since)} ago{later}. Approve or reject it on the card above.")
            {
                Mentions = [.. atWork.Take(MostMentions)],
            },
        });
        commit.Leaves(ToDo.Notes);
    }

    private static string About(PipelineRun run) => $"approval of #{run.Id} {run.DecisionShown}";
}

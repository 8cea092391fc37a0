using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;

namespace ChatOps.Domain.Schedules;

/// <summary>Something that happens again and again, until somebody ends it.</summary>
public sealed class Schedule
{
    public static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(15);

    private const int LookedAt = 100;

    private readonly List<AuditEvent> _events = [];

    /// <param name="environment">Of a deployment; else null.</param>
    /// <param name="topic">What a notification is about, in the words of whoever asked for it; untrusted.</param>
    public Schedule(string project, ScheduleKind kind, string? environment, string topic, Recurrence recurrence, Person by, string channel, DateTimeOffset now)
    {
        (Project, Kind, Environment, Topic, By, Channel, CreatedAt) = (project, kind, environment, topic, by, channel, now);
        (Rule, Text) = (recurrence.ToString(), recurrence.Words);
        NextDue = recurrence.Next(now);
        _events.Add(new("schedule.begun", by, $"{project}: {What}, {Text}"));
    }

    private Schedule() => (Project, Topic, By, Channel, Rule, Text) = ("", "", null!, "", "", "");

    public long Id { get; private set; }

    public int Version { get; private set; } = 1;

    public string Project { get; private set; }

    public ScheduleKind Kind { get; private set; }

    public string? Environment { get; private set; }

    public string Topic { get; private set; }

    /// <summary>As <see cref="Recurrence.Parse"/> reads it, with its zone.</summary>
    public string Rule { get; private set; }

    /// <summary>For people, such as <c>weekdays at 09:00 Europe/Berlin</c>.</summary>
    public string Text { get; private set; }

    public Person By { get; private set; }

    /// <summary>Where its cards and messages go.</summary>
    public string Channel { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Null: it has ended.</summary>
    public DateTimeOffset? NextDue { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string What => Kind switch
    {
        ScheduleKind.Deploy => $"deploys the newest good run to {Environment}",
        ScheduleKind.Notes => "tells the release notes of the week",
        _ => Topic.Length > 0 ? $"tells \"{Topic}\"" : "tells what goes out",
    };

    public TimeZoneInfo Zone => Read().Zone;

    /// <returns>Why it can't be a schedule; null: it can.</returns>
    public static string? WhyNot(Recurrence recurrence, DateTimeOffset now)
    {
        var previous = (DateTimeOffset?)null;
        foreach (var at in recurrence.Between(now, now.AddYears(5)).Take(LookedAt))
        {
            if (at - previous < LeastPause)
                return $"{recurrence.Words} is too often: {Local(recurrence.Zone, previous!.Value)} and {Local(recurrence.Zone, at)} are less than {LeastPause.TotalMinutes:0} minutes apart. Choose a longer pause.";
            previous = at;
        }

        return null;
    }

    /// <summary>Its moment has come, or several have: the latest counts, and the next one is waited for.</summary>
    /// <returns>Null: nothing is due.</returns>
    public ScheduleOccurrence? Occur(MissedPolicy missed, DateTimeOffset now)
    {
        if (EndedAt is not null || NextDue is not { } due || due > now) return null;
        var recurrence = Read();
        var latest = recurrence.Between(due, now).LastOrDefault(due);
        var goes = now <= missed.Latest(latest);
        var skipped = latest > due ? $"; earlier ones since {Local(recurrence.Zone, due)} were missed" : "";
        var words = goes ? $"{Local(recurrence.Zone, latest)}{skipped}" : $"{Local(recurrence.Zone, latest)} was missed{skipped}";
        NextDue = recurrence.Next(now);
        if (NextDue is null) EndedAt = now;
        Version++;
        _events.Add(new(goes ? "schedule.due" : "schedule.missed", null, $"schedule {Id}: {words}"));
        return new(Id, latest, goes, words);
    }

    /// <summary>Ended by whoever began it, or by one of the approvers.</summary>
    public (bool IsDone, string Words) End(Standing standing, IReadOnlyList<string> approvers, DateTimeOffset now)
    {
        if (standing.Objection is { } objection) return Refuse($"Not done: {objection}.");
        if (EndedAt is not null) return Refuse($"Schedule {Id} has ended already.");
        if (!standing.Person.Is(By) && !approvers.Any(standing.IsIn))
            return Refuse($"Only {By.Name}, who began it, or a member of {(approvers.Count == 0 ? "the approvers" : string.Join(" or ", approvers.Select(a => $"@{a}")))} can end schedule {Id}.");
        (EndedAt, NextDue) = (now, null);
        Version++;
        _events.Add(new("schedule.ended", standing.Person, $"schedule {Id}: {Project}, {What}"));
        return (true, $"Schedule {Id} has ended: {What}, {Text}.");

        (bool, string) Refuse(string words)
        {
            _events.Add(new("schedule.end-refused", standing.Person, words));
            return (false, words);
        }
    }

    public IReadOnlyList<AuditEvent> TakeEvents()
    {
        var taken = _events.ToList();
        _events.Clear();
        return taken;
    }

    /// <summary>The local time and its zone, such as <c>2026-12-24 08:00 Europe/Berlin</c>.</summary>
    public static string Local(TimeZoneInfo zone, DateTimeOffset at) => $"{zone.LocalAt(at):yyyy-MM-dd HH:mm} {zone.Id}";

    private Recurrence Read() => Recurrence.Parse(Rule, TimeZoneInfo.Utc);
}

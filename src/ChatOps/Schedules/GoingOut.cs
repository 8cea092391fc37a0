using System.Text;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Schedules;
using ChatOps.Persistence;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Schedules;

/// <summary>What is scheduled, what waits, and what runs where.</summary>
internal static class GoingOut
{
    private const int Most = 15;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static async Task<Note> Of(ChatOpsDb db, Project project, string topic, DateTimeOffset now, CancellationToken ct)
    {
        var text = new StringBuilder();
        var soon = now + Day;
        var again = await db.Schedules.Where(s => s.Project == project.Name && s.Kind == ScheduleKind.Deploy && s.NextDue != null && s.NextDue <= soon).OrderBy(s => s.NextDue).Take(Most).ToListAsync(ct);
        List<string> scheduled = [.. await Once(db, project.Name, ct), .. again.Select(s => $"the newest good run to {s.Environment} at {Schedule.Local(s.Zone, s.NextDue!.Value)} (schedule {s.Id})")];
        Tell("Scheduled", scheduled);

        var pending = await db.Runs.Where(r => r.Project == project.Name && r.FinishedAt == null && (r.Start == null || r.IsDue)).OrderBy(r => r.Id).Take(Most).ToListAsync(ct);
        Tell("Pending", [.. pending.Select(r => $"#{r.Id} {What(r)} to {r.Environment}: {(r.Notice.Length > 0 ? r.Notice : "under way")}")]);

        var running = await db.Environments.Where(e => e.Project == project.Name).ToListAsync(ct);
        Tell("Running", [.. project.Environments.Select(e => $"{e.Name}: {running.Find(r => r.Name == e.Name)?.Current?.ToString() ?? "nothing yet"}")]);
        return new(topic.Length > 0 ? $"{project.Name}: {topic}" : $"{project.Name}: what goes out", text.ToString().TrimEnd());

        void Tell(string heading, List<string> lines)
        {
            text.AppendLine($"{heading}:{(lines.Count == 0 ? " nothing" : "")}");
            foreach (var line in lines) text.AppendLine($"• {line}");
        }
    }

    /// <summary>The runs whose time is still to come.</summary>
    public static async Task<IReadOnlyList<string>> Once(ChatOpsDb db, string project, CancellationToken ct)
    {
        var runs = await db.Runs.Where(r => r.Project == project && r.FinishedAt == null && r.Start != null && !r.IsDue).ToListAsync(ct);
        return [.. runs.OrderBy(r => r.Start!.At).Take(Most).Select(r => $"#{r.Id} {What(r)} to {r.Environment} at {r.Start!.Text}{(r.Status == RunStatus.WaitingForApproval ? $", {r.Notice.Split(';')[0]}" : "")}")];
    }

    private static string What(PipelineRun run) => run.CiRun is { } id ? $"run {id}" : "the newest good run";
}

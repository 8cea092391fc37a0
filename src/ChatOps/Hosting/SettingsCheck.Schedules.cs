using ChatOps.Domain.Schedules;
using ChatOps.Projects;

namespace ChatOps.Hosting;

/// <summary>What may be wrong with the settings of schedules and reminders.</summary>
internal static partial class SettingsCheck
{
    private static void Schedules(IConfiguration settings, Dictionary<string, ProjectOptions> projects, List<string> faults)
    {
        var schedules = settings.GetSection(SchedulesOptions.Section).Get<SchedulesOptions>() ?? new();
        if (schedules.MissedWithin <= TimeSpan.Zero) faults.Add("Schedules:MissedWithin must be above 0; to leave out what was missed, set Schedules:Missed to Skip.");
        var reminders = settings.GetSection(RemindersOptions.Section).Get<RemindersOptions>() ?? new();
        if (reminders.ApprovalAfter <= TimeSpan.Zero) faults.Add("Reminders:ApprovalAfter must be above 0.");
        if (reminders.ApprovalEvery <= TimeSpan.Zero) faults.Add("Reminders:ApprovalEvery must be above 0.");
        if (reminders.StaleAfter <= TimeSpan.Zero) faults.Add("Reminders:StaleAfter must be above 0.");
        if (!Window.TryParse(reminders.WorkingHours, TimeZoneInfo.Utc, out _, out var words)) faults.Add($"Reminders:WorkingHours can't be read. {words}");
        foreach (var (name, project) in projects)
            foreach (var (heading, _) in project.Notes.Where(n => n.Value is not { Length: > 0 } || n.Value.Any(string.IsNullOrWhiteSpace)))
                faults.Add($"Projects:{name}:Notes:{heading} holds no label, or an empty one. Name the labels of pull requests that belong under that heading.");
        foreach (var (name, project) in projects)
            if (!Zones.TryFind(project.TimeZone, out _, out var fault)) faults.Add($"Projects:{name}:TimeZone can't be read: {fault}{(fault.EndsWith('?') ? "" : ".")}");
    }
}

using ChatOps.Projects;

namespace ChatOps.Hosting;

internal static partial class SettingsCheck
{
    private static void Evidence(string key, ProjectOptions project, List<string> faults)
    {
        if (project.Evidence.Files.Any(string.IsNullOrWhiteSpace)) faults.Add($"{key}:Evidence:Files holds an empty name. Take it out; with no names at all the usual ones are looked for.");
        if (project.Evidence.Files.Any(f => f.Trim() is "*" or "*.*")) faults.Add($"{key}:Evidence:Files holds * alone: then everything would be evidence and nothing could be deployed.");
    }

    private static void Evidence(string key, EvidenceOptions evidence, List<string> faults)
    {
        if (evidence.MaxFailedTests < 0) faults.Add($"{key}:MaxFailedTests is below 0.");
        if (evidence.MaxCritical < 0) faults.Add($"{key}:MaxCritical is below 0.");
        if (evidence.MaxHigh < 0) faults.Add($"{key}:MaxHigh is below 0.");
        if (evidence.MinCoverage is < 0 or > 100) faults.Add($"{key}:MinCoverage must be between 0 and 100.");
        // A limit on what nobody asks for would be no limit, and look like one.
        if (evidence is { MaxFailedTests: > 0, RequireTests: false }) faults.Add($"{key}:MaxFailedTests has no effect without RequireTests.");
        if (evidence is { RequireScan: false } and ({ MaxCritical: > 0 } or { MaxHigh: >= 0 })) faults.Add($"{key}:{(evidence.MaxHigh is null ? "MaxCritical" : "MaxHigh")} has no effect without RequireScan.");
    }
}

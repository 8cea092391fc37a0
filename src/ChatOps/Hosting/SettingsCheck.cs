using ChatOps.Artifacts;
using ChatOps.CiSources.GitHub;
using ChatOps.Persistence;
using ChatOps.Projects;
using ChatOps.Slack;

namespace ChatOps.Hosting;

/// <summary>Looks at all settings before the start, and tells every fault at once, each with its key.</summary>
internal static partial class SettingsCheck
{
    public static IReadOnlyList<string> Faults(IConfiguration settings, bool isDevelopment)
    {
        (string Section, Type Type)[] sections =
        [
            (SlackOptions.Section, typeof(SlackOptions)), (DatabaseOptions.Section, typeof(DatabaseOptions)),
            (ArtifactOptions.Section, typeof(ArtifactOptions)), (SchedulesOptions.Section, typeof(SchedulesOptions)), (RemindersOptions.Section, typeof(RemindersOptions)), (GitHubOptions.Section, typeof(GitHubOptions)), (ProjectOptions.Section, typeof(Dictionary<string, ProjectOptions>)),
        ];
        var malformed = sections.SelectMany(s => SettingsShape.Faults(settings.GetSection(s.Section), s.Type)).ToList();

        // The rest is looked at all the same, as if what can't be read were not there; each key has one fault.
        var rest = Without(settings, [.. malformed.Select(f => f.Key)]);
        var faults = Meanings(rest, isDevelopment).Where(f => !malformed.Any(m => f.StartsWith($"{m.Key} ", StringComparison.OrdinalIgnoreCase)));
        return [.. malformed.Select(f => $"{f.Key} {f.Words}"), .. faults];
    }

    private static List<string> Meanings(IConfiguration settings, bool isDevelopment)
    {
        var faults = new List<string>();
        Slack(settings.GetSection(SlackOptions.Section).Get<SlackOptions>() ?? new(), isDevelopment, faults);
        var database = settings.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new();
        if (database.ConnectionString.Length == 0) faults.Add("Database:ConnectionString is empty. For SQLite, for example: Data Source=chatops.db");
        var projects = settings.GetSection(ProjectOptions.Section).Get<Dictionary<string, ProjectOptions>>() ?? [];
        foreach (var (name, project) in projects) Project($"Projects:{name}", project, faults);
        if (projects.Count == 0) faults.Add("Projects holds no project. appsettings.example.json shows one.");
        Ports(projects, faults);
        Schedules(settings, projects, faults);
        GitHub(settings.GetSection(GitHubOptions.Section).Get<GitHubOptions>() ?? new(), projects, faults);
        Artifacts(settings.GetSection(ArtifactOptions.Section).Get<ArtifactOptions>() ?? new(), faults);
        return faults;
    }

    private static IConfiguration Without(IConfiguration settings, HashSet<string> keys) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.AsEnumerable().Where(s => !keys.Contains(s.Key))).Build();

    private static void Slack(SlackOptions slack, bool isDevelopment, List<string> faults)
    {
        if (!Uri.TryCreate(slack.ApiUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            faults.Add("Slack:ApiUrl is not an address. Leave it out for Slack's own: https://slack.com/api/");
        // The local workspace brings its own.
        if (slack.BotToken.Length == 0 && isDevelopment) return;
        if (slack.BotToken.Length == 0) faults.Add("Slack:BotToken is missing. It is the xoxb-… token under \"OAuth & Permissions\" of your Slack app.");
        if (slack.SigningSecret.Length == 0 && slack.AppToken.Length == 0)
            faults.Add("Slack:SigningSecret and Slack:AppToken are both missing. For HTTP, set the signing secret (\"Basic Information\"); for Socket Mode, an xapp-… token with connections:write.");
        if (slack.AppToken.Length > 0 && !slack.AppToken.StartsWith("xapp-", StringComparison.Ordinal))
            faults.Add("Slack:AppToken is not an app-level token: those begin with xapp-.");
    }

    private static void Project(string key, ProjectOptions project, List<string> faults)
    {
        Ci(key, project, faults);
        if (project.MaxArtifactMegabytes <= 0) faults.Add($"{key}:MaxArtifactMegabytes must be above 0.");
        if (project.Environments.Count == 0) faults.Add($"{key}:Environments holds no environment.");
        foreach (var (name, environment) in project.Environments) Environment($"{key}:Environments:{name}", environment, project, faults);
        Pipeline(key, project, faults);
        Tickets($"{key}:Tickets", project, faults);
        Risks($"{key}:Risks", project, faults);
        Evidence(key, project, faults);
        if (Cycle(project) is { } cycle) faults.Add($"{key}:Environments: {cycle} must come after itself. Look at the After lists.");
    }

    private static void Environment(string key, EnvironmentOptions environment, ProjectOptions project, List<string> faults)
    {
        faults.AddRange(environment.After.Where(before => !project.Environments.ContainsKey(before)).Select(before => $"{key}:After names {before}, which is no environment of this project."));
        Promotion(key, environment, faults);
        Evidence($"{key}:Evidence", environment.Evidence, faults);
        Lock($"{key}:Lock", environment.Lock, faults);
        Windows(key, environment, faults);
        Approval($"{key}:Approval", environment.Approval, project, faults);
        Emergency($"{key}:Emergency", environment.Emergency, project, faults);
        Gates($"{key}:Gates", environment.Gates, environment, faults);
        Target($"{key}:Target", environment.Target, project, faults);
    }

    private static void LocalTarget(string key, TargetOptions target, List<string> faults)
    {
        if (target.Port is <= 0 or > 65535) faults.Add($"{key}:Port must be between 1 and 65535.");
        if (target.Command.Count == 0) faults.Add($"{key}:Command is missing: the program and its arguments, one entry each.");
        if (!target.HealthPath.StartsWith('/')) faults.Add($"{key}:HealthPath must begin with /.");
        if (!target.VersionPath.StartsWith('/')) faults.Add($"{key}:VersionPath must begin with /.");
        if (target.HealthTimeout <= TimeSpan.Zero) faults.Add($"{key}:HealthTimeout must be above 0.");
        if (target.DrainTimeout < TimeSpan.Zero) faults.Add($"{key}:DrainTimeout must not be below 0.");
    }

    private static string? Cycle(ProjectOptions project) => project.Environments.Keys.FirstOrDefault(name =>
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<string>(project.Environments[name].After);
        while (open.TryDequeue(out var before))
        {
            if (string.Equals(before, name, StringComparison.OrdinalIgnoreCase)) return true;
            if (!seen.Add(before) || !project.Environments.TryGetValue(before, out var environment)) continue;
            foreach (var further in environment.After) open.Enqueue(further);
        }

        return false;
    });

    private static void Ports(Dictionary<string, ProjectOptions> projects, List<string> faults)
    {
        var twice = projects.SelectMany(p => p.Value.Environments.Select(e => (Key: $"Projects:{p.Key}:Environments:{e.Key}:Target:Port", e.Value.Target.Port)))
            .Where(t => t.Port > 0).GroupBy(t => t.Port).Where(g => g.Count() > 1);
        faults.AddRange(twice.Select(g => $"{string.Join(" and ", g.Select(t => t.Key))} are both {g.Key}; each environment needs its own."));
    }
}

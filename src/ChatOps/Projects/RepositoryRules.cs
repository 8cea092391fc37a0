using System.Reflection;
using ChatOps.Domain.Pipelines.Stages;

namespace ChatOps.Projects;

/// <summary>What holds for stages in a repository beside what holds for all stages: they define no protection, use only the secrets they are allowed, and stay within limits.</summary>
internal static class RepositoryRules
{
    private const int MostStages = 100;

    private static readonly TimeSpan LongestTry = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    private static readonly string[] Protective =
        ["environments", "environment", "approval", "approvals", "gates", "evidence", "protection", "groups", "promotion", "windows", "freezes", "emergency", "lock", "projects", "targets", "secrets"];

    /// <summary>Keys of the settings that a repository must not bring.</summary>
    public static IEnumerable<(string Key, string Words)> OfForeignKeys(YamlKeys yaml, string project)
    {
        foreach (var key in yaml.Nodes.Keys.Where(k => k.Length > 0))
        {
            var parts = key.Split(':');
            if (parts.Length == 1 && Protective.Contains(key, StringComparer.OrdinalIgnoreCase))
                yield return (key, $"does not belong here: what protects an environment comes from the bot's settings only (Projects:{project}:Environments)");
            if (parts.Length == 3 && parts[2].ToLowerInvariant() is "approval" or "evidence" or "gates")
                yield return (key, $"does not belong here: whether a release may go is said by the bot's settings only (Projects:{project}:Environments)");
        }
    }

    /// <summary>A list where a map is wanted, and the like: settings as such can't tell the two apart.</summary>
    public static IEnumerable<(string Key, string Words)> OfShape(YamlKeys yaml)
    {
        foreach (var (key, node) in yaml.Nodes.Where(n => n.Key.Length > 0 && n.Value.Kind != YamlKind.Nothing))
        {
            if (TypeAt(key) is not { } type) continue;
            // Settings would pass over it, and every stage behind it had another number.
            if (type == typeof(StageOptions) && node.Kind == YamlKind.Map && !yaml.Values.Any(v => v.Key.StartsWith($"{key}:", StringComparison.OrdinalIgnoreCase))) yield return (key, "holds nothing");
            if (Is(type, typeof(IList<>)) && node.Kind != YamlKind.List) yield return (key, "must be a list");
            if ((Is(type, typeof(IDictionary<,>)) || IsOurs(type)) && node.Kind != YamlKind.Map) yield return (key, "must hold keys with their values");
        }
    }

    public static IEnumerable<string> OfStages(string key, List<StageOptions> stages, string project, ProjectOptions settings)
    {
        if (stages.Count == 0) yield return $"{key} holds no stage.";
        if (stages.Count > MostStages) yield return $"{key} holds {stages.Count} stages, and at most {MostStages} are run.";
        for (var i = 0; i < Math.Min(stages.Count, MostStages); i++)
            foreach (var fault in OfStage($"{key}:{i}", stages[i], project, settings)) yield return fault;
    }

    private static IEnumerable<string> OfStage(string key, StageOptions stage, string project, ProjectOptions settings)
    {
        if (stage.Kind is StageKindOption.Approval or StageKindOption.Evidence)
            yield return $"{key}:Kind is {stage.Kind}: whether a release may go is said by the bot's settings only. Ask for it there, on the environment: Projects:{project}:Environments:<name>:{stage.Kind}.";
        foreach (var (where, reference) in Secrets(stage).Where(s => SecretReference.IsOne(s.Reference) && !settings.PipelineSecrets.Contains(s.Reference)))
            yield return $"{key}:{where} refers to {reference}, which Projects:{project}:PipelineSecrets does not allow.";
        foreach (var (name, time, most) in new[]
        {
            ("Timeout", stage.Timeout, LongestTry), ("For", stage.For, LongestWait), ("Retry:Pause", stage.Retry.Pause, LongestPause), ("PollEvery", stage.PollEvery, LongestPause),
        })
            if (time > most) yield return $"{key}:{name} must not be above {most}.";
        var usual = new LimitOptions();
        foreach (var (name, amount, most) in new[]
        {
            ("MemoryMegabytes", stage.Limits.MemoryMegabytes, usual.MemoryMegabytes), ("OutputKilobytes", stage.Limits.OutputKilobytes, usual.OutputKilobytes), ("Processes", stage.Limits.Processes, usual.Processes),
        })
            if (amount > most) yield return $"{key}:Limits:{name} must not be above {most}.";
    }

    /// <summary>Deployments come in the order that the settings want: an environment behind those it is to come after.</summary>
    public static IEnumerable<string> OfOrder(string key, List<StageOptions> stages, ProjectOptions settings)
    {
        var graph = new PipelineGraph(PipelineSettings.Read(stages));
        var deployed = stages.Where(s => s.Kind == StageKindOption.Deploy).Select(s => s.To).ToList();
        foreach (var to in deployed)
        {
            var there = graph.Before(to);
            var i = stages.FindIndex(s => s.Kind == StageKindOption.Deploy && s.To == to);
            foreach (var before in After(to, settings).Where(e => deployed.Contains(e, StringComparer.OrdinalIgnoreCase) && !there.Contains(e, StringComparer.OrdinalIgnoreCase)))
                yield return $"{key}:{i}:To is {to}, which the settings let come after {before}: let this stage need the one that deploys to {before}.";
        }
    }

    private static IEnumerable<(string Where, string Reference)> Secrets(StageOptions stage) =>
        stage.Secrets.Select(s => ($"Secrets:{s.Key}", s.Value)).Concat(stage.Headers.Select(h => ($"Headers:{h.Key}", h.Value)));

    // Near and far.
    private static HashSet<string> After(string environment, ProjectOptions settings)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<string>([environment]);
        while (open.TryDequeue(out var next))
            foreach (var before in settings.Environments.TryGetValue(next, out var options) ? options.After : [])
                if (found.Add(before)) open.Enqueue(before);
        return found;
    }

    private static Type? TypeAt(string key)
    {
        Type? type = typeof(RepositoryOptions);
        foreach (var part in key.Split(':'))
        {
            type = type is null ? null
                : Is(type, typeof(IList<>)) ? type.GetGenericArguments()[0]
                : Is(type, typeof(IDictionary<,>)) ? type.GetGenericArguments()[1]
                : type.GetProperty(part, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType;
        }

        return type;
    }

    private static bool Is(Type type, Type generic) => type.IsGenericType && type.GetGenericTypeDefinition() == generic;

    private static bool IsOurs(Type type) => type is { IsClass: true } && type.Assembly == typeof(RepositoryRules).Assembly;
}

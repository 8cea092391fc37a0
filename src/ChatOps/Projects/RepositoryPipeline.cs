using ChatOps.CiSources;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Hosting;

namespace ChatOps.Projects;

/// <summary>The stages in <c>.chatops.yml</c> of a project's repository. Whoever can change that file can change the stages, and nothing else: what protects an environment is in the settings only.</summary>
internal static class RepositoryPipeline
{
    public const string FileName = ".chatops.yml";

    public const int MostBytes = 64 * 1024;

    private const string Stages = "stages";

    /// <returns>The stages, or what is wrong with them, each with its line.</returns>
    public static (IReadOnlyList<StageDefinition> Stages, IReadOnlyList<string> Faults) Read(SourceFile file, string project, ProjectOptions settings)
    {
        if (file.Bytes is not { } bytes) return ([], [$"It has {file.Size} bytes, and at most {MostBytes} are read."]);
        try
        {
            var yaml = YamlKeys.Read(bytes);
            if (yaml.Nodes[""].Kind != YamlKind.Map) return ([], [$"Line {yaml.Nodes[""].Line}: it must begin with \"{Stages}:\"."]);
            var contents = new ConfigurationBuilder().AddInMemoryCollection(yaml.Values).Build();
            var misshapen = RepositoryRules.OfForeignKeys(yaml, project).Concat(RepositoryRules.OfShape(yaml)).ToList();
            var unknown = SettingsShape.Faults(contents, typeof(RepositoryOptions)).Where(f => misshapen.All(m => m.Key != f.Key && !f.Key.StartsWith($"{m.Key}:", StringComparison.OrdinalIgnoreCase)));
            var faults = misshapen.Concat(unknown).Select(f => $"{f.Key} {f.Words}{(f.Words.EndsWith('.') ? "" : ".")}").ToList();
            if (faults.Count > 0) return ([], InPlace(faults, yaml));

            var stages = (contents.Get<RepositoryOptions>() ?? new()).Stages.ToList();
            faults.AddRange(RepositoryRules.OfStages(Stages, stages, project, settings));
            if (faults.Count == 0) faults.AddRange(PipelineSettings.Faults(Stages, stages, settings));
            if (faults.Count == 0) faults.AddRange([.. RepositoryRules.OfOrder(Stages, stages, settings), .. PipelineSettings.FaultsOfMaking(Stages, stages, settings)]);
            return faults.Count > 0 ? ([], InPlace(faults, yaml)) : (PipelineSettings.Read(stages), []);
        }
        catch (YamlFaultException fault)
        {
            return ([], [fault.Message]);
        }
    }

    private static List<string> InPlace(List<string> faults, YamlKeys yaml) => [.. faults.Select(f => (Line: LineOf(f, yaml), Fault: f)).OrderBy(f => f.Line).Select(f => $"Line {f.Line}: {f.Fault}")];

    // A fault begins with its key; what is missing has the line of what it is missing from.
    private static int LineOf(string fault, YamlKeys yaml)
    {
        var key = fault.Split(' ')[0];
        while (!yaml.Nodes.ContainsKey(key)) key = key.LastIndexOf(':') is var end and > 0 ? key[..end] : "";
        return yaml.Nodes[key].Line;
    }
}

/// <summary>What <c>.chatops.yml</c> may hold.</summary>
internal sealed class RepositoryOptions
{
    public IList<StageOptions> Stages { get; init; } = [];
}

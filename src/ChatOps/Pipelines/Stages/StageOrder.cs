using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;

namespace ChatOps.Pipelines.Stages;

/// <summary>One try of one stage of one run, as the work behind it needs to know it.</summary>
/// <param name="Run">As it was when the order was given; for reading only.</param>
/// <param name="Took">Since this try was recorded.</param>
/// <param name="Url">Where the environment is served; null where it is not known.</param>
public sealed record StageOrder(PipelineRun Run, StageDefinition Stage, StagePart Part, int Try, TimeSpan Took, Uri? Url)
{
    /// <summary>It has had all the time that it may have.</summary>
    public bool IsLate => Took >= Stage.Timeout;

    /// <summary>It was begun, and what came of that was recorded. Otherwise the bot ended meanwhile.</summary>
    public bool IsBegun { get; init; }

    /// <summary>The same for the same try, however often it is asked for.</summary>
    public string Key => KeyOf(Try);

    public string KeyOf(int @try) => KeyOf(Run.Id, Stage.Name, @try);

    public static string KeyOf(long run, string stage, int @try) => $"{run}/{stage}/{@try}";

    /// <summary>What every stage may know of its run, by the names that commands find in their environment.</summary>
    public IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["CHATOPS_PROJECT"] = Run.Project,
        ["CHATOPS_ENVIRONMENT"] = Run.Environment,
        ["CHATOPS_RUN"] = $"{Run.CiRun ?? Run.Ci?.Id ?? (Run.Revision is { CiRun: > 0 and var given } ? given : null)}",
        ["CHATOPS_VERSION"] = Run.Release?.Version ?? Run.Revision?.Version ?? "",
        ["CHATOPS_COMMIT"] = Run.Release?.Commit ?? Run.Revision?.Commit ?? "",
        ["CHATOPS_BRANCH"] = Run.Release?.Branch ?? Run.Revision?.Branch ?? "",
        ["CHATOPS_DIGEST"] = Run.ArtifactToDeploy?.Digest.Hex ?? "",
        ["CHATOPS_URL"] = Url?.ToString().TrimEnd('/') ?? "",
        ["CHATOPS_STAGE"] = Stage.Name,
        ["CHATOPS_TRY"] = $"{Try}",
    };

    /// <summary>Replaces <c>{run}</c>, <c>{version}</c>, <c>{commit}</c>, <c>{branch}</c>, <c>{digest}</c>, <c>{environment}</c>, <c>{url}</c> in a setting's text.</summary>
    public string Fill(string text, Func<string, string>? escape = null)
    {
        foreach (var (name, value) in Facts)
            text = text.Replace($"{{{name["CHATOPS_".Length..].ToLowerInvariant()}}}", name == "CHATOPS_URL" || escape is null ? value : escape(value), StringComparison.Ordinal);
        return text;
    }
}

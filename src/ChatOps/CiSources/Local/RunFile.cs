using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.CiSources.Local;

/// <summary>The file <c>run.json</c>.</summary>
internal sealed record RunFile(
    long Id,
    int Attempt,
    string Branch,
    string Commit,
    string Version,
    string Actor,
    DateTimeOffset StartedAt,
    string? Conclusion,
    IReadOnlyList<RunFile.Job?> Jobs,
    IReadOnlyList<RunFile.Artifact?> Artifacts)
{
    public sealed record Job(
        string Name, string? Conclusion, DateTimeOffset? StartedAt = null, DateTimeOffset? FinishedAt = null, string Summary = "");

    public sealed record Artifact(string Name, DateTimeOffset? ExpiresAt = null);
}

/// <summary>An entry of <c>commits.json</c>.</summary>
/// <param name="Paths">The files it touches; left out: not told.</param>
internal sealed record CommitEntry(string Sha, string? Parent, string Author, string Title, IReadOnlyList<string>? Paths = null, IReadOnlyList<string>? Labels = null);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunFile))]
[JsonSerializable(typeof(List<CommitEntry?>))]
[JsonSerializable(typeof(RequestFile))]
[JsonSerializable(typeof(Dictionary<string, BranchEntry>))]
internal sealed partial class LocalCiJson : JsonSerializerContext;

using System.Globalization;
using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.Local;

/// <summary>One run's folder. Its name comes from a number, so no text of a person or a file becomes a path unchecked.</summary>
internal sealed class RunFolder(string runs, long id)
{
    private readonly string _path = Path.Combine(runs, id.ToString(CultureInfo.InvariantCulture));

    public static IEnumerable<long> Ids(string runs) => !Directory.Exists(runs) ? [] : Directory.GetDirectories(runs)
        .Select(path => long.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0);

    public static bool Has(string runs, long id) => id > 0 && Directory.Exists(Path.Combine(runs, id.ToString(CultureInfo.InvariantCulture)));

    /// <returns>Null if there is no such run.</returns>
    public async Task<CiRun?> Read(CancellationToken ct)
    {
        if (id <= 0) return null;
        var what = $"CI's record of run {id}";
        if (await LocalFile.ReadJson(Path.Combine(_path, "run.json"), what, LocalCiJson.Default.RunFile, ct) is not { } file) return null;
        if (Fault(file) is { } fault) throw new CiUnavailableException($"{what} is malformed: {fault}.");

        var sums = LocalFile.Reading(what, () => Sha256Sums.Read(Path.Combine(_path, "SHA256SUMS"), id));
        return new CiRun(
            file.Id, file.Attempt, file.Branch, file.Commit.ToLowerInvariant(), file.Version, file.Actor, file.StartedAt,
            ConclusionOf(file.Conclusion),
            [.. file.Jobs.Select(j => new CiJob(j!.Name, ConclusionOf(j.Conclusion), j.StartedAt, j.FinishedAt, j.Summary))],
            [.. file.Artifacts.Select(a => Offered(a!, sums))]);
    }

    public Stream Open(OfferedArtifact artifact)
    {
        var missing = $"The artifact {artifact.Name} of run {id} is missing from CI. Run CI again, and deploy the new run.";
        var file = new FileInfo(PathOf(artifact.Name));
        // A link could lead anywhere; what a run offers lies in its folder.
        if (!file.Exists || file.LinkTarget is not null) throw new ArtifactMissingException(missing);
        try
        {
            return new FileStream(
                file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (FileNotFoundException)
        {
            throw new ArtifactMissingException(missing);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CiUnavailableException($"The artifact {artifact.Name} of run {id} can't be read.", e);
        }
    }

    private OfferedArtifact Offered(RunFile.Artifact artifact, IReadOnlyDictionary<string, Digest> sums)
    {
        var file = new FileInfo(PathOf(artifact.Name));
        Digest? recorded = sums.TryGetValue(artifact.Name, out var digest) ? digest : null;
        return new(artifact.Name, file.Exists ? file.Length : 0, recorded, artifact.ExpiresAt);
    }

    private string PathOf(string artifact) => Path.Combine(_path, "artifacts", artifact);

    private string? Fault(RunFile file) =>
        file.Id != id ? $"it tells of run {file.Id}"
        : file.Attempt < 1 ? "its attempt is less than 1"
        : file.Commit.Length != 40 || !file.Commit.All(char.IsAsciiHexDigit) ? "its commit is not 40 hex digits"
        : file.Version.Length == 0 ? "it has no version"
        : file.Jobs.Contains(null) ? "one of its jobs is null"
        : file.Artifacts.Any(a => a is null || !ArtifactName.IsPlain(a.Name)) ? "an artifact's name is not a plain file name"
        : file.Artifacts.Select(a => a!.Name).Distinct().Count() != file.Artifacts.Count ? "two of its artifacts have one name"
        : null;

    private static CiConclusion ConclusionOf(string? word) => word switch
    {
        "success" => CiConclusion.Success,
        "failure" => CiConclusion.Failure,
        "cancelled" => CiConclusion.Cancelled,
        "skipped" => CiConclusion.Skipped,
        "running" => CiConclusion.Running,
        _ => CiConclusion.Unknown,
    };
}

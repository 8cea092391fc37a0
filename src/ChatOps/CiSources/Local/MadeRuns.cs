using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;

namespace ChatOps.CiSources.Local;

/// <summary>The runs that the bot's own stages made, in a folder of their own: what was shipped is never written to.</summary>
internal sealed class MadeRuns(string root)
{
    private static readonly Lock Numbers = new();

    public string Folder { get; } = Path.Combine(root, "runs");

    /// <summary>Takes the next number: its empty folder is the claim.</summary>
    /// <param name="last">The highest one taken elsewhere.</param>
    public long Reserve(long last) => LocalFile.Reading("The folder of made runs", () =>
    {
        lock (Numbers)
        {
            var next = RunFolder.Ids(Folder).Append(last).Max() + 1;
            Directory.CreateDirectory(PathOf(next));
            return next;
        }
    });

    /// <summary>run.json comes last: a run that is not whole is not there.</summary>
    public void Record(MadeRun run) => LocalFile.Reading($"The record of run {run.Revision.CiRun}", () =>
    {
        var folder = PathOf(run.Revision.CiRun);
        var file = Path.Combine(folder, "run.json");
        if (File.Exists(file)) return false;
        Directory.CreateDirectory(Path.Combine(folder, "artifacts"));
        var sums = run.Files.Select(made =>
        {
            if (!ArtifactName.IsPlain(made.Name)) throw new CiUnavailableException("An artifact's name must be a plain file name.");
            var copy = Path.Combine(folder, "artifacts", made.Name);
            File.Copy(made.Path, copy, overwrite: true);
            using var bytes = File.OpenRead(copy);
            return $"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {made.Name}";
        }).ToList();
        File.WriteAllLines(Path.Combine(folder, "SHA256SUMS"), sums);
        AtomicFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(AsFile(run), LocalCiJson.Default.RunFile));
        return true;
    });

    private string PathOf(long run) => Path.Combine(Folder, run.ToString(CultureInfo.InvariantCulture));

    private static RunFile AsFile(MadeRun run) => new(
        run.Revision.CiRun, 1, run.Revision.Branch, run.Revision.Commit, run.Revision.Version, run.Actor, run.StartedAt, "success",
        [.. run.Jobs.Select(j => new RunFile.Job(j.Name, j.Conclusion == CiConclusion.Success ? "success" : j.Conclusion == CiConclusion.Skipped ? "skipped" : "failure", j.StartedAt, j.FinishedAt, j.Summary))],
        [.. run.Files.Select(f => new RunFile.Artifact(f.Name))]);
}

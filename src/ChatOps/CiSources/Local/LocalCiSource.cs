using System.Text;
using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.Local;

/// <summary>A CI whose runs lie in a folder: <c>runs/1234/run.json</c>, <c>SHA256SUMS</c> and <c>artifacts/</c> beside it.</summary>
public sealed partial class LocalCiSource(LocalCiOptions options, TimeProvider clock) : ICiSource
{
    private const long MostAttested = 8 << 20;

    private readonly string _root = Path.GetFullPath(options.Root, AppContext.BaseDirectory);
    private readonly MadeRuns _made = new(Path.GetFullPath(options.Made.Length > 0 ? options.Made : options.Root, AppContext.BaseDirectory));
    private readonly LocalRequests _requests = new(Path.GetFullPath(options.Made.Length > 0 ? options.Made : options.Root, AppContext.BaseDirectory));

    public Task<CiRun?> Find(long runId, CancellationToken ct) => FolderOf(runId).Read(ct);

    public async Task<CiRun?> FindLast(string? branch, CancellationToken ct)
    {
        branch ??= options.DefaultBranch;
        CiRun? last = null;
        foreach (var id in RunIds())
        {
            // A run that can't be read is not passed over: "last" must not quietly mean an older one.
            var run = await FolderOf(id).Read(ct);
            if (run is not { Conclusion: CiConclusion.Success } || run.Branch != branch) continue;
            if (last is null || (run.StartedAt, run.Id).CompareTo((last.StartedAt, last.Id)) > 0) last = run;
        }

        return last;
    }

    public async Task<Stream> Open(long runId, int attempt, string artifact, CancellationToken ct)
    {
        var folder = FolderOf(runId);
        var run = await folder.Read(ct)
            ?? throw Missing($"CI has no run {runId} any more, so its artifact is gone. Choose another run.");
        if (run.Attempt != attempt)
            throw Missing($"Run {runId} was run again: it is at attempt {run.Attempt}, and attempt {attempt} is gone. Ask for the run again.");

        var offered = run.Artifacts.FirstOrDefault(a => a.Name == artifact)
            ?? throw Missing($"Run {runId} has no artifact of that name. Check the project's settings, or choose another run.");
        if (offered.ExpiresAt <= clock.GetUtcNow())
            throw Missing($"{offered.Name} of run {runId} expired on {offered.ExpiresAt:yyyy-MM-dd}. Run CI again, and deploy the new run.");

        return folder.Open(offered);
    }

    public async Task<IReadOnlyList<Change>> Changes(string from, string to, CancellationToken ct) =>
        CommitHistory.Between(from, to, await CommitHistory.Read(Path.Combine(_root, "commits.json"), ct));

    // As `gh attestation download` leaves them: a bundle on each line.
    public Task<IReadOnlyList<byte[]>> Attestations(Digest digest, CancellationToken ct) => LocalFile.Reading<Task<IReadOnlyList<byte[]>>>("The file of attestations", async () =>
    {
        var file = Path.Combine(_root, "attestations", $"sha256-{digest.Hex}.jsonl");
        if (!File.Exists(file)) return [];
        if (new FileInfo(file).Length > MostAttested) throw new CiUnavailableException("The file of attestations is too big to be read.");
        return [.. (await File.ReadAllLinesAsync(file, ct)).Where(l => l.Length > 0).Select(Encoding.UTF8.GetBytes)];
    });

    private List<long> RunIds() => LocalFile.Reading("The folder of CI runs", () => RunFolder.Ids(RunsFolder()).Concat(RunFolder.Ids(_made.Folder)).Distinct().ToList());

    private RunFolder FolderOf(long run) => new(RunFolder.Has(_made.Folder, run) ? _made.Folder : RunsFolder(), run);

    private static ArtifactMissingException Missing(string message) => new(message);

    private string RunsFolder()
    {
        var runs = Path.Combine(_root, "runs");
        return Directory.Exists(runs)
            ? runs
            : throw new CiUnavailableException("The folder of CI runs is missing. Check the project's CI settings.");
    }
}

using ChatOps.Artifacts;
using ChatOps.Artifacts.Unpacking;
using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Persistence;

namespace ChatOps.Pipelines.Stages;

/// <summary>What the commands of a run find in their work folders: laid out once for each run, copied for each try.</summary>
public sealed class ScriptFolders(DataFolder data, CiSourceCatalog sources, ArtifactStore store)
{
    private readonly Dictionary<long, SemaphoreSlim> _laying = [];

    /// <returns>A folder to copy from.</returns>
    public async Task<string> SourceOf(StageOrder order, CancellationToken ct)
    {
        var laying = Of(order.Run.Id);
        await laying.WaitAsync(ct);
        try
        {
            var folder = data.File($"scripts/{order.Run.Id}/{(order.Part == StagePart.Source ? "source" : "artifacts")}");
            if (Directory.Exists(folder)) return folder;
            var draft = $"{folder}.draft";
            if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
            Directory.CreateDirectory(draft);
            if (order.Part == StagePart.Source) await sources.For(order.Run.Project).CheckOut(order.Run.Revision!, draft, ct);
            else await LayOutRelease(order.Run, draft, ct);
            Directory.Move(draft, folder);
            return folder;
        }
        finally
        {
            laying.Release();
        }
    }

    private async Task LayOutRelease(PipelineRun run, string folder, CancellationToken ct)
    {
        foreach (var artifact in run.Release!.Artifacts)
        {
            var file = await store.PathOf(artifact, ct);
            if (artifact == run.ArtifactToDeploy && await IsZip(file, ct))
                await ArtifactUnpacker.Unpack(file, artifact, Path.Combine(folder, "release"), new UnpackLimits(), ct);
            File.Copy(file, Path.Combine(folder, artifact.Name));
        }
    }

    // By its bytes: not every CI names its zips so.
    private static async Task<bool> IsZip(string file, CancellationToken ct)
    {
        var head = new byte[4];
        await using var stream = File.OpenRead(file);
        return await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct) == head.Length && head is [(byte)'P', (byte)'K', 3, 4] or [(byte)'P', (byte)'K', 5, 6];
    }

    private SemaphoreSlim Of(long run)
    {
        lock (_laying)
        {
            if (!_laying.TryGetValue(run, out var laying)) _laying[run] = laying = new(1);
            return laying;
        }
    }
}

using ChatOps.Domain.Releases;

namespace ChatOps.CiSources.Local;

/// <summary>What is made here: revisions to make releases of, runs recorded by the bot's own stages, work asked for.</summary>
public sealed partial class LocalCiSource
{
    public async Task<Revision?> FindRevision(string? branch, CancellationToken ct)
    {
        branch ??= options.DefaultBranch;
        if (await new LocalBranches(_root).Find(branch, ct) is not { } found) return null;
        var commits = await CommitHistory.Read(Path.Combine(_root, "commits.json"), ct);
        var commit = commits.GetValueOrDefault(found.Commit);
        return new(branch, found.Commit, found.Version, commit?.Author ?? "", commit?.Title ?? "", _made.Reserve(RunIds().DefaultIfEmpty().Max()));
    }

    public Task<SourceFile?> ReadFile(string name, int most, CancellationToken ct) => new LocalBranches(_root).ReadFile(options.DefaultBranch, name, most, ct);

    public Task CheckOut(Revision revision, string folder, CancellationToken ct) => new LocalBranches(_root).CheckOut(revision, folder, ct);

    public Task Record(MadeRun run, CancellationToken ct)
    {
        _made.Record(run);
        return Task.CompletedTask;
    }

    public Task Start(string key, string workflow, IReadOnlyDictionary<string, string> inputs, string? branch, CancellationToken ct)
    {
        _requests.Ask(key, workflow, inputs, branch);
        return Task.CompletedTask;
    }

    public async Task<CiRun?> Started(string key, CancellationToken ct) => _requests.RunOf(key) is { } run ? await Find(run, ct) : null;

    public Task Stop(string key, CancellationToken ct)
    {
        _requests.Stop(key);
        return Task.CompletedTask;
    }
}

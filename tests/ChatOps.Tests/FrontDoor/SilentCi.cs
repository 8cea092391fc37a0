using ChatOps.CiSources;
using ChatOps.CiSources.GitHub;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Projects;

namespace ChatOps.Tests.FrontDoor;

/// <summary>The shop's CI, which can fall silent: it takes questions, does not even hear that they are given up, and never answers.</summary>
internal sealed class SilentCi
{
    public bool IsSilent { get; set; }

    /// <summary>What becomes of the bytes that it sends, by the run they are of.</summary>
    public Func<long, Stream, Stream> Sends { get; set; } = (_, bytes) => bytes;

    public sealed class Catalog(SilentCi state, ProjectCatalog projects, DataFolder data, TimeProvider time, GitHubConnection gitHub) : CiSourceCatalog(projects, data, time, gitHub)
    {
        public override ICiSource For(string project) => new Source(state, base.For(project));
    }

    private sealed class Source(SilentCi state, ICiSource real) : ICiSource
    {
        public Task<CiRun?> Find(long runId, CancellationToken ct) => Heard(() => real.Find(runId, ct));

        public Task<CiRun?> FindLast(string? branch, CancellationToken ct) => Heard(() => real.FindLast(branch, ct));

        public Task<Stream> Open(long runId, int attempt, string artifact, CancellationToken ct) =>
            Heard(async () => state.Sends(runId, await real.Open(runId, attempt, artifact, ct)));

        public Task<IReadOnlyList<Change>> Changes(string from, string to, CancellationToken ct) => Heard(() => real.Changes(from, to, ct));

        public Task<IReadOnlyList<byte[]>> Attestations(Digest digest, CancellationToken ct) => Heard(() => real.Attestations(digest, ct));

        public Task<Revision?> FindRevision(string? branch, CancellationToken ct) => Heard(() => real.FindRevision(branch, ct));

        public Task<SourceFile?> ReadFile(string name, int most, CancellationToken ct) => Heard(() => real.ReadFile(name, most, ct));

        public Task CheckOut(Revision revision, string folder, CancellationToken ct) => Heard(() => real.CheckOut(revision, folder, ct));

        public Task Record(MadeRun run, CancellationToken ct) => Heard(() => real.Record(run, ct));

        public Task Start(string key, string workflow, IReadOnlyDictionary<string, string> inputs, string? branch, CancellationToken ct) =>
            Heard(() => real.Start(key, workflow, inputs, branch, ct));

        public Task<CiRun?> Started(string key, CancellationToken ct) => Heard(() => real.Started(key, ct));

        public Task Stop(string key, CancellationToken ct) => Heard(() => real.Stop(key, ct));

        private Task Heard(Func<Task> ask) => state.IsSilent ? new TaskCompletionSource().Task : ask();

        private Task<T> Heard<T>(Func<Task<T>> ask) => state.IsSilent ? new TaskCompletionSource<T>().Task : ask();
    }
}

using ChatOps.CiSources;
using ChatOps.CiSources.GitHub;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using ChatOps.Tests.FrontDoor;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Tests.Pipelines;

/// <summary>The loop that takes a run forward, and what comes between.</summary>
public class RunnerTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_run_that_was_cancelled_meanwhile_stays_as_it_ended(Storage storage)
    {
        await using var world = await World.Of(storage);
        var ci = new SlowCi();
        world.Configure = builder => builder.Services.AddSingleton<CiSourceCatalog>(s => ActivatorUtilities.CreateInstance<SlowCi.Catalog>(s, ci));
        var bot = await world.StartBot();
        foreach (var id in new[] { 1234L, 1236L, 4711L })
        {
            var run = await bot.Begin(People.Developer, $"/deploy dev run {id}");
            await Until.True("CI is asked", () => ci.Asked == 1, bot.Seen);
            await bot.Press(People.Developer, run, "cancel");
            var cancelled = await bot.UntilStatus(run, RunStatus.Cancelled);
            ci.Answer();
            await Until.True("CI has answered", () => ci.Asked == 0, bot.Seen);

            // The next run goes through, so the late answer has been looked at by then.
            var stayed = await bot.Load(run);
            Assert.Equal((RunStatus.Cancelled, cancelled.Notice, cancelled.FinishedAt), (stayed.Status, stayed.Notice, stayed.FinishedAt));
            Assert.Equal(cancelled.Stages.Select(s => s.State), stayed.Stages.Select(s => s.State));
            Assert.Single(await bot.Audit(run), a => a.What is "run.cancelled" or "run.refused");
            Assert.Equal("run.cancelled", (await bot.Audit(run))[^1].What);
        }
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task However_often_it_is_woken_a_run_goes_on_and_does_each_step_once(Storage storage)
    {
        await using var world = await World.Of(storage);
        var bot = await world.StartBot();
        var runner = bot.Services.GetRequiredService<PipelineRunner>();
        for (var round = 0; round < 3; round++)
        {
            var run = await bot.Begin(People.Developer, $"/deploy staging run {1233 + round}");
            await bot.UntilStatus(run, RunStatus.WaitingForApproval);
            await Hammer(runner, run);
            var goOn = new CancellationTokenSource();
            var hammering = Task.Run(async () =>
            {
                while (!goOn.IsCancellationRequested) await Hammer(runner, run);
            });
            await bot.Press(People.Approver, run, "approve");
            await bot.UntilStatus(run, RunStatus.Succeeded);
            await goOn.CancelAsync();
            await hammering;
            goOn.Dispose();
        }

        var target = world.Target("staging");
        Assert.Equal(18, target.Applied.Count);
        Assert.Equal(18, target.Given.Count);
        Assert.Equal(1, target.MostAtOnce);
        Assert.All((await bot.Audit()).Where(a => a.What == "order.done").GroupBy(a => (a.Run, a.Why)), g => Assert.Single(g));
    }

    private static Task Hammer(PipelineRunner runner, long run) =>
        Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++) await runner.Look(run, CancellationToken.None);
        })));

    /// <summary>The demo's CI, which answers when it is told to.</summary>
    private sealed class SlowCi
    {
        private TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public int Asked => _asked;

        public void Answer() => Interlocked.Exchange(ref _answer, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

        public sealed class Catalog(SlowCi slow, ProjectCatalog projects, DataFolder data, TimeProvider time, GitHubConnection gitHub) : CiSourceCatalog(projects, data, time, gitHub)
        {
            public override ICiSource For(string project) => new Source(slow, base.For(project));
        }

        private sealed class Source(SlowCi slow, ICiSource inner) : ICiSource
        {
            public async Task<CiRun?> Find(long runId, CancellationToken ct)
            {
                Interlocked.Increment(ref slow._asked);
                try
                {
                    await Volatile.Read(ref slow._answer).Task.WaitAsync(ct);
                    return await inner.Find(runId, ct);
                }
                finally
                {
                    Interlocked.Decrement(ref slow._asked);
                }
            }

            public Task<CiRun?> FindLast(string? branch, CancellationToken ct) => inner.FindLast(branch, ct);

            public Task<Stream> Open(long runId, int attempt, string artifact, CancellationToken ct) => inner.Open(runId, attempt, artifact, ct);

            public Task<IReadOnlyList<Change>> Changes(string from, string to, CancellationToken ct) => inner.Changes(from, to, ct);

            public Task<IReadOnlyList<byte[]>> Attestations(Digest digest, CancellationToken ct) => inner.Attestations(digest, ct);

            public Task<Revision?> FindRevision(string? branch, CancellationToken ct) => inner.FindRevision(branch, ct);

            public Task<SourceFile?> ReadFile(string name, int most, CancellationToken ct) => inner.ReadFile(name, most, ct);

            public Task CheckOut(Revision revision, string folder, CancellationToken ct) => inner.CheckOut(revision, folder, ct);

            public Task Record(MadeRun run, CancellationToken ct) => inner.Record(run, ct);

            public Task Start(string key, string workflow, IReadOnlyDictionary<string, string> inputs, string? branch, CancellationToken ct) => inner.Start(key, workflow, inputs, branch, ct);

            public Task<CiRun?> Started(string key, CancellationToken ct) => inner.Started(key, ct);

            public Task Stop(string key, CancellationToken ct) => inner.Stop(key, ct);
        }
    }
}

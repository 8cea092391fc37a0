using System.Collections.Concurrent;
using System.Diagnostics;
using ChatOps.Deployments;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Hosting;
using ChatOps.Jobs;
using ChatOps.Persistence;
using ChatOps.Pipelines.Steps;
using ChatOps.Projects;

namespace ChatOps.Pipelines;

/// <summary>The one loop: load, ask the run what is next, do that one step, record it, save. Waiting ends the loop; no thread waits.</summary>
public sealed class PipelineRunner(
    CommitQueue commits, ProjectCatalog projects, StepWork work, NextEnvironments next, IWakeUps wakeUps, TimeProvider time, ILogger<PipelineRunner> log)
{
    private static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(30);

    private readonly string _me = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly ConcurrentDictionary<long, bool> _underWay = new();

    /// <summary>Takes a run as far as it can go now. A second call for the same run meanwhile only makes the first look once more.</summary>
    public async Task Look(long id, CancellationToken ct)
    {
        // Either this call takes the run, or whoever has it looks once more; the loop is for the moment between the two.
        while (!_underWay.TryAdd(id, false))
        {
            if (_underWay.TryUpdate(id, true, false) || _underWay.ContainsKey(id)) return;
        }

        using var span = Tracing.Source.StartActivity("look at run", ActivityKind.Internal, default(ActivityContext), [new("run", id)]);
        try
        {
            do
            {
                _underWay[id] = false;
                await GoOn(id, ct);
                ct.ThrowIfCancellationRequested();
            }
            while (!_underWay.TryRemove(new(id, false)));
        }
        catch
        {
            _underWay.TryRemove(id, out _);
            throw;
        }
    }

    private async Task GoOn(long id, CancellationToken ct)
    {
        Outcome? outcome = null;
        while (true)
        {
            // No token: what a step has learned is stored, also when the bot stops.
            var (run, step) = await commits.Run(commit => Advance(commit, id, outcome), CancellationToken.None);
            if (run?.Definition.Planned.Count > 0 && step is not NothingMore) work.StopUnwanted(run);
            switch (step)
            {
                case null:
                    return;
                case NothingMore:
                    if (run!.Definition.Planned.Count > 0) await work.EndAll(run, ct);
                    return;
                case Wait { Until: { } until }:
                    await wakeUps.WakeAt(id, until, ct);
                    return;
                case Wait:
                    return;
            }

            await using var lease = new LeaseRenewal(commits, id, _me, LeaseFor, time, log, ct);
            try
            {
                ct.ThrowIfCancellationRequested();
                outcome = await work.Do(step, run!, lease.Token);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                await LeaveToOthers(id);
                throw;
            }
        }
    }

    /// <summary>The bot stops: whoever comes next need not wait until the lease runs out.</summary>
    private Task LeaveToOthers(long id) => commits.Run(async commit =>
    {
        if (await commit.Db.Runs.FindAsync(id) is { } run) new LeaseColumns(commit.Db.Entry(run)).ReleaseIfMine(_me);
    }, CancellationToken.None);

    /// <summary>Records what came of the last step and finds the next, in one transaction with the lease.</summary>
    /// <returns>No step when another holder has the run.</returns>
    private async Task<(PipelineRun? Run, Step? Step)> Advance(Commit commit, long id, Outcome? outcome)
    {
        var run = await commit.Load(id);
        var lease = new LeaseColumns(commit.Db.Entry(run));
        if (!lease.TryTake(_me, commit.Now, LeaseFor)) return (null, null);

        // What ended meanwhile, by a person or another holder, stays as it ended.
        if (outcome is not null && !run.Status.IsFinal()) await outcome(run, commit);
        run.LookAtStages(commit.Now);
        if (run.IsAtGates) run.Observe(await commit.FactsFor(run, projects), commit.Now);
        var step = run.Next(commit.Now);
        if (step is BeginDeployment)
        {
            await Begin(commit, run);
            step = run.Next(commit.Now);
        }

        if (step is GiveOrder) step = run.OrderIsRecorded(commit.Now);
        if (step is BeginStage begin) run.StageIsRecorded(begin, commit.Now);
        if (step is Wait or NothingMore) lease.Release();
        if (commit.Db.ChangeTracker.HasChanges()) await Save(commit, run);
        return (run, step);
    }

    private async Task Save(Commit commit, PipelineRun run)
    {
        if (!commit.Db.Entry(run).Property(nameof(PipelineRun.Version)).IsModified) return;
        await commit.Store(run);
        if (run.Status == RunStatus.Succeeded) await next.Start(commit, run);
    }

    private async Task Begin(Commit commit, PipelineRun run)
    {
        var environment = await commit.Db.Environments.FindAsync(run.Project, run.Environment);
        if (environment is null) commit.Db.Environments.Add(environment = new EnvironmentRecord(run.Project, run.Environment));
        var token = environment.TakeTurn(run.Id);
        var before = run.Kind == RunKind.Rollback ? run.GoesBackTo : environment.Current?.Deployment;
        var deployment = new Deployment(
            run.Id, run.Project, run.Environment, run.Release!, run.ArtifactToDeploy!, token, run.RequestedBy, before, commit.Now);
        commit.Db.Deployments.Add(deployment);
        await commit.Db.SaveChangesAsync();
        run.Begin(token, deployment.Id, commit.Now);
        if (projects.Options.GetValueOrDefault(run.Project)?.Ci is { Kind: CiKind.GitHub, ShowDeployments: true }) commit.Db.ShownDeployments.Add(new() { Deployment = deployment.Id, NextTryAt = commit.Now });
        if (run.DebtOf(commit.Now) is { } debt) await commit.Announce(debt, run);
        await commit.WakeLine(run);
    }
}

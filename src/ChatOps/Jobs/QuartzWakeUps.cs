using System.Collections.Specialized;
using ChatOps.Persistence;
using Quartz;
using Quartz.Impl;
using Quartz.Spi;

namespace ChatOps.Jobs;

/// <summary>Wake-ups by Quartz, in memory: what is lost with the process, the sweeper finds in the database.</summary>
public sealed class QuartzWakeUps(IServiceProvider services, Committed committed, TimeProvider time, ILogger<QuartzWakeUps> log) : IWakeUps, IHostedService
{
    private static readonly JobKey Job = new("look-at-run");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private IScheduler? _scheduler;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var factory = new StdSchedulerFactory(new NameValueCollection
        {
            // The registry of schedulers is process-wide: each host has its own name.
            ["quartz.scheduler.instanceName"] = $"chatops-{Guid.NewGuid():N}",
            ["quartz.threadPool.maxConcurrency"] = "64",
            ["quartz.scheduler.interruptJobsOnShutdownWithWait"] = "true",
        });
        _scheduler = await factory.GetScheduler(cancellationToken);
        _scheduler.JobFactory = new Factory(services);
        await _scheduler.AddJob(JobBuilder.Create<LookAtRun>().WithIdentity(Job).StoreDurably().Build(), replace: true, cancellationToken);
        await _scheduler.Start(cancellationToken);
        committed.Runs += WakeAll;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        committed.Runs = _ => { };
        if (_scheduler is null) return;

        // Looks that are under way are told to end, so that what they leave can still be stored.
        await _scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None).WaitAsync(Patience, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public Task Wake(long run, CancellationToken ct) => Schedule(new TriggerKey($"run-{run}"), run, TimeSpan.Zero, ct);

    public Task WakeAt(long run, DateTimeOffset when, CancellationToken ct) => Schedule(new TriggerKey($"run-{run}-later"), run, when - time.GetUtcNow(), ct);

    // The engine goes by a clock of its own, so it is told how long, not when.
    // One trigger a run: a wake-up that has not begun yet is replaced by the next.
    private async Task Schedule(TriggerKey key, long run, TimeSpan after, CancellationToken ct)
    {
        if (_scheduler is not { IsShutdown: false } scheduler) return;
        var trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(Job).UsingJobData(LookAtRun.RunKey, run.ToString()).StartAt(SystemTime.UtcNow() + after).Build();
        if (await scheduler.RescheduleJob(key, trigger, ct) is null) await ScheduleNew(scheduler, trigger, ct);
    }

    private static async Task ScheduleNew(IScheduler scheduler, ITrigger trigger, CancellationToken ct)
    {
        try
        {
            await scheduler.ScheduleJob(trigger, ct);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Somebody else woke the same run just now: that is as good.
            return;
        }
    }

    private void WakeAll(IReadOnlySet<long> runs) => _ = Task.Run(async () =>
    {
        foreach (var run in runs)
        {
            try
            {
                await Wake(run, CancellationToken.None);
            }
            catch (SchedulerException exception)
            {
                log.LogWarning(exception, "Run {Run} was not woken; the sweeper will find it.", run);
            }
        }
    });

    private sealed class Factory(IServiceProvider services) : IJobFactory
    {
        public IJob NewJob(TriggerFiredBundle bundle, IScheduler scheduler) => ActivatorUtilities.CreateInstance<LookAtRun>(services);

        public void ReturnJob(IJob job) => (job as IDisposable)?.Dispose();
    }
}

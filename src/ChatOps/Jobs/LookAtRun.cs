using ChatOps.Persistence;
using ChatOps.Pipelines;
using Quartz;

namespace ChatOps.Jobs;

/// <summary>The job behind every wake-up.</summary>
internal sealed class LookAtRun(PipelineRunner runner, IHostApplicationLifetime lifetime, ILogger<LookAtRun> log) : IJob
{
    public const string RunKey = "run";

    public async Task Execute(IJobExecutionContext context)
    {
        var run = long.Parse(context.MergedJobDataMap.GetString(RunKey)!);
        try
        {
            await runner.Look(run, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            log.LogDebug("Looking at run {Run} was stopped; the sweeper goes on with it.", run);
        }
        catch (StorageUnavailableException storage)
        {
            log.LogWarning("Run {Run} waits: {Why}", run, storage.Message);
        }
        catch (Exception exception)
        {
            log.LogError(exception, "Looking at run {Run} failed; the sweeper tries again.", run);
        }
    }
}

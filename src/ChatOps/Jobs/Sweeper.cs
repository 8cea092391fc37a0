using ChatOps.Domain.Pipelines;
using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Jobs;

/// <summary>Wakes every unfinished run that nobody holds: after a crash, after a lost wake-up, on another node.</summary>
public sealed class Sweeper(Database database, IWakeUps wakeUps, TimeProvider time, ILogger<Sweeper> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // Runs that wait for people or for their turn are woken when that comes; sweeping them is for the wake-up that got lost.
    private const int WaitingOnesEvery = 6;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var round = 0; !stoppingToken.IsCancellationRequested; round++)
        {
            try
            {
                await Sweep(round % WaitingOnesEvery == 0, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "Sweeping failed; it is tried again.");
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Sweep(bool alsoWaiting, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read();
        var runs = await db.Runs
            .Where(r => r.FinishedAt == null && (r.LookAgainAt == null || r.LookAgainAt <= now))
            .Where(r => alsoWaiting || r.Status == RunStatus.Running)
            .Where(r => EF.Property<DateTimeOffset?>(r, Lease.Until) == null || EF.Property<DateTimeOffset?>(r, Lease.Until) < now)
            .Select(r => r.Id).ToListAsync(ct);
        foreach (var run in runs) await wakeUps.Wake(run, ct);
    }
}

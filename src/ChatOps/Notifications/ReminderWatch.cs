using ChatOps.Jobs;
using ChatOps.Persistence;

namespace ChatOps.Notifications;

/// <summary>Looks, every few seconds, of what somebody is to be reminded.</summary>
public sealed class ReminderWatch(Committed committed, ApprovalReminders approvals, StaleWarnings stale, ExpiryWarnings expiry, TimeProvider time, ILogger<ReminderWatch> log) : BackgroundService
{
    private readonly Nudge _nudge = new(committed, ToDo.Schedules);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _nudge.Repeat(async ct =>
    {
        await approvals.Look(ct);
        await stale.Look(ct);
        await expiry.Look(ct);
        return null;
    }, time, log, stoppingToken);
}

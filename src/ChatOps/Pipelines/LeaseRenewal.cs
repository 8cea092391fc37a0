using ChatOps.Persistence;

namespace ChatOps.Pipelines;

/// <summary>Keeps a run's lease while a long step is done. If it is lost, <see cref="Token"/> stops the step.</summary>
internal sealed class LeaseRenewal : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;

    public LeaseRenewal(CommitQueue commits, long run, string owner, TimeSpan length, TimeProvider time, ILogger log, CancellationToken ct)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _renewing = Renew(commits, run, owner, length, time, log);
    }

    public CancellationToken Token => _stop.Token;

    private async Task Renew(CommitQueue commits, long id, string owner, TimeSpan length, TimeProvider time, ILogger log)
    {
        while (true)
        {
            await Task.Delay(length / 3, time, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_done.IsCancellationRequested) return;
            try
            {
                var kept = await commits.Run(async commit =>
                    new LeaseColumns(commit.Db.Entry((await commit.Db.Runs.FindAsync(id))!)).TryTake(owner, commit.Now, length), CancellationToken.None);
                if (kept) continue;
                log.LogWarning("Another holder has run {Run} now; this one stops.", id);
                await _stop.CancelAsync();
                return;
            }
            catch (Exception fault)
            {
                // Whatever it was, it must not cost the step's outcome: the next renewal may work, and the target obeys the newest token anyway.
                log.LogWarning("The lease of run {Run} could not be renewed: {Why}", id, fault.Message);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing;
        _stop.Dispose();
        _done.Dispose();
    }
}

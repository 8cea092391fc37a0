using System.Threading.Channels;
using ChatOps.Persistence;

namespace ChatOps.Jobs;

/// <summary>Runs a piece of work when something for it was stored, when something falls due, and at least once in a while, because a nudge can get lost.</summary>
public sealed class Nudge
{
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(5);

    // Much that is stored at about the same time is worked on together.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    // A wish for one more round; a second wish before it begins is the same wish.
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <param name="what">The work that this one is for.</param>
    public Nudge(Committed committed, ToDo what) => committed.Work += left =>
    {
        if (left.HasFlag(what)) Now();
    };

    public void Now() => _signal.Writer.TryWrite(true);

    /// <param name="work">Answers when more falls due by itself; null: nothing does.</param>
    public async Task Repeat(Func<CancellationToken, Task<DateTimeOffset?>> work, TimeProvider time, ILogger log, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var due = await work(ct);
                await Task.Delay(Rest, time, ct);
                await Wait(due - time.GetUtcNow(), time, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.LogError(exception, "Background work failed; it is tried again.");
                await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
            }
        }
    }

    private async Task Wait(TimeSpan? untilDue, TimeProvider time, CancellationToken ct)
    {
        if (untilDue <= TimeSpan.Zero) return;
        using var enough = new CancellationTokenSource(untilDue < AtLeastEvery ? untilDue.Value : AtLeastEvery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, enough.Token);
        await ((Task)_signal.Reader.ReadAsync(either.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

using ChatOps.Domain.Strategies;

namespace ChatOps.Targets.LocalProcesses;

/// <summary>
/// Runs releases as processes of this machine. An agent, a process of its own that outlives the bot, holds the environment's port
/// and passes each request to the instance that serves; so a switch loses no request, and the bot may come and go.
/// </summary>
public sealed class LocalProcessTarget(LocalProcessTargetOptions options, TimeProvider time) : ITarget, IDisposable
{
    private const int Tries = 3;
    private static readonly TimeSpan QuickLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UnpackLimit = TimeSpan.FromMinutes(10);
    private readonly AgentStart _start = new(options, time);
    private readonly SemaphoreSlim _one = new(1, 1);
    private AgentLink? _link;

    private TimeSpan StepLimit => options.HealthTimeout + options.DrainTimeout + (3 * options.StopTimeout) + TimeSpan.FromSeconds(30);

    public Task<StepOutcome> Perform(StepOrder order, CancellationToken ct) =>
        Ask(link => link.Perform(order, order.Step == StepKind.Prepare ? UnpackLimit : StepLimit, ct), ct);

    public Task<Serving?> AskWhatServes(CancellationToken ct) => Ask(link => link.AskWhatServes(QuickLimit, ct), ct);

    public async Task Adopt(CancellationToken ct)
    {
        // Not the link of before: this is also how an agent of an older build is replaced.
        Forget(_link);
        var outcome = await Ask(link => link.Adopt(StepLimit, ct), ct);
        if (outcome.Result != StepResult.Done) throw new TargetUnreachableException(outcome.Words);
    }

    /// <summary>Stops every agent below a folder, and all services with them.</summary>
    /// <returns>How many environments were stopped.</returns>
    public static Task<int> StopAll(string folder, TimeProvider time, CancellationToken ct) => AgentStop.All(folder, time, ct);

    public void Dispose() => _one.Dispose();

    // Every question may be asked again: an order is carried out once, however often it comes.
    private async Task<T> Ask<T>(Func<AgentLink, Task<T>> question, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var link = await Link(ct);
            try
            {
                return await question(link);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                Forget(link);
                if (attempt == Tries) throw Lost("gave no answer", e);
            }
            catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
            {
                throw Lost("took too long to answer", e);
            }
        }
    }

    private async Task<AgentLink> Link(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return _link ??= await _start.Ensure(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    private void Forget(AgentLink? link) => Interlocked.CompareExchange(ref _link, null, link);

    private TargetUnreachableException Lost(string what, Exception e) =>
        new($"The agent that runs {options.Project}'s {options.Environment} {what}.", e);
}

using ChatOps.Targets.LocalProcesses.Steps;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>
/// Takes orders one at a time and keeps the rules: an older token is refused, an order is carried out once, the same order again
/// gets the outcome of the first. A step that this agent's predecessor died in is done again; every step bears that.
/// </summary>
internal sealed class StepLedger(AgentParts agent, CancellationToken ending) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Goes on if whoever asked goes away: an order once begun is carried to its end.</summary>
    public async Task<StepOutcome> Carry(StepOrder order)
    {
        // Before waiting for its turn: from here on no older order begins.
        if (Note(s => s.Saw(order.Token)) is { } unseen) return unseen;
        await _one.WaitAsync(ending);
        try
        {
            var state = agent.State.Now;
            if (order.Token < state.HighestToken)
                return StepOutcome.Superseded($"A newer deployment has begun in {agent.Settings.Environment} (token {state.HighestToken}, asked for {order.Token}). Nothing was done.");
            if (state.Find(order.Token) is { } instance && !instance.IsOf(order))
                return StepOutcome.Failed($"Token {order.Token} was given for run {instance.CiRun} and other bytes before. Nothing was done.");
            return state.Find(order.Token, order.Step)?.Outcome ?? await CarryOut(order);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Waits for the step in progress and lets no other begin.</summary>
    public Task Close(CancellationToken ct) => _one.WaitAsync(ct);

    public void Dispose() => _one.Dispose();

    private async Task<StepOutcome> CarryOut(StepOrder order)
    {
        var record = new StepRecord(order.Token, order.Step, agent.Time.GetUtcNow(), null, null);
        if (Note(s => s.With(record)) is { } unwritten) return unwritten;
        agent.Log.Write($"{order.Step} of run {order.CiRun} (token {order.Token}) has begun.");

        var outcome = await Try(order);
        // What can't be noted now is found out by doing the step once more, should anybody ask again.
        _ = Note(s => s.With(record with { EndedAt = agent.Time.GetUtcNow(), Outcome = outcome }));
        agent.Log.Write($"{order.Step} of run {order.CiRun} (token {order.Token}): {outcome.Result}. {outcome.Words}");
        return outcome;
    }

    private StepOutcome? Note(Func<AgentState, AgentState> change)
    {
        try
        {
            agent.State.Change(change);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            agent.Log.Write(e.ToString());
            return StepOutcome.Failed(FailureWords.For(e));
        }
    }

    private async Task<StepOutcome> Try(StepOrder order)
    {
        try
        {
            return await Step.Run(order, agent, ending);
        }
        catch (Exception e) when (!ending.IsCancellationRequested)
        {
            agent.Log.Write(e.ToString());
            return StepOutcome.Failed(FailureWords.For(e));
        }
    }
}

using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Persistence;
using ChatOps.Pipelines.Scripts;
using ChatOps.Pipelines.Stages;
using ChatOps.Projects;

namespace ChatOps.Pipelines.Steps;

/// <summary>Begins a try of a stage, or asks how it does. Neither waits for its end.</summary>
public sealed class StageStep(StageCatalog stages, ProjectCatalog projects, ScriptRunner scripts, ILogger<StageStep> log)
{
    public async Task<Outcome> Begin(BeginStage step, PipelineRun run, CancellationToken ct)
    {
        var order = Order(run, step.Stage, step.Try);
        return Answered(order, await Guarded(order, work => work.Begin(order, ct), ct));
    }

    public async Task<Outcome> Ask(AskStage step, PipelineRun run, CancellationToken ct)
    {
        var order = Order(run, step.Stage, step.Try, step.Took);
        var answer = await Guarded(order, work => work.Ask(order, ct), ct);
        if (answer.Outcome == StageOutcome.TimedOut) await Stop(order, ct);
        return Answered(order, answer);
    }

    /// <summary>What a person or another stage's end made superfluous is stopped at once; its end is not waited for.</summary>
    public void StopUnwanted(PipelineRun run)
    {
        foreach (var order in Begun(run, s => s.State is StageState.Cancelled or StageState.Skipped)) _ = Task.Run(() => Stop(order, CancellationToken.None));
    }

    /// <summary>The run is over: whatever its stages began is no longer wanted, and their work folders go.</summary>
    public async Task EndAll(PipelineRun run, CancellationToken ct)
    {
        await Task.WhenAll(Begun(run, s => s.State != StageState.Passed).Select(order => Stop(order, ct)));
        try
        {
            scripts.Remove(run.Id);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The work folders of run {Run} can't be removed; that is tried again after the next start: {Why}", run.Id, fault.Message);
        }
    }

    private IEnumerable<StageOrder> Begun(PipelineRun run, Func<StageRun, bool> which) =>
        [.. run.Stages.Where(s => s is { Part: not null, Try: > 0 } and not { Kind: StageKind.Wait or StageKind.Approval } && which(s)).Select(s => Order(run, s.Name, s.Try))];

    // One that can't be stopped must not keep the others going.
    private async Task Stop(StageOrder order, CancellationToken ct)
    {
        try
        {
            await stages.For(order.Stage).Stop(order, ct);
        }
#pragma warning disable CA1031 // Whatever the work behind a stage throws.
        catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.LogWarning(fault, "Stage {Stage} of run {Run} could not be stopped.", order.Stage.Name, order.Run.Id);
        }
    }

    // A fault nobody thought of fails this stage with words; otherwise the run would meet it again and again.
    private async Task<StageAnswer> Guarded(StageOrder order, Func<StageWork, Task<StageAnswer>> call, CancellationToken ct)
    {
        try
        {
            return await call(stages.For(order.Stage));
        }
#pragma warning disable CA1031 // See above.
        catch (Exception fault) when (StorageUnavailableException.From(fault) is null && !(fault is OperationCanceledException && ct.IsCancellationRequested))
#pragma warning restore CA1031
        {
            log.LogError(fault, "Stage {Stage} of run {Run} met a fault.", order.Stage.Name, order.Run.Id);
            return StageAnswer.Failed($"the bot met a fault ({fault.GetType().Name}); its log tells more");
        }
    }

    private StageOrder Order(PipelineRun run, string name, int @try, TimeSpan took = default)
    {
        var planned = run.Definition.Planned.First(p => p.Stage.Name == name);
        var stage = run.Stages.First(s => s.Part == planned.Part && s.Name == name);
        return new(run, planned.Stage, planned.Part, @try, took, UrlOf(run)) { IsBegun = stage.IsBegun };
    }

    private Uri? UrlOf(PipelineRun run) =>
        projects.Options.TryGetValue(run.Project, out var project) && project.Environments.TryGetValue(run.Environment, out var environment)
            ? environment.Target.ServedAt() : null;

    private static Outcome Answered(StageOrder order, StageAnswer answer)
    {
        // In time for the stage's limit.
        var left = order.Stage.Timeout - order.Took;
        if (answer.Outcome is null && left > TimeSpan.Zero && left < answer.LookAfter) answer = answer with { LookAfter = left };
        return Outcomes.Of((run, now) => run.StageAnswered(order.Stage.Name, order.Try, answer, now));
    }
}

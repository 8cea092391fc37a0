using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Pipelines.Stages;
using ChatOps.Projects;

namespace ChatOps.Pipelines.Steps;

/// <summary>Begins a try of a stage, or asks how it does. Neither waits for its end.</summary>
public sealed class StageStep(StageCatalog stages, ProjectCatalog projects)
{
    public async Task<Outcome> Begin(BeginStage step, PipelineRun run, CancellationToken ct)
    {
        var order = Order(run, step.Stage, step.Try);
        return Answered(order, await stages.For(order.Stage).Begin(order, ct));
    }

    public async Task<Outcome> Ask(AskStage step, PipelineRun run, CancellationToken ct)
    {
        var order = Order(run, step.Stage, step.Try);
        var answer = await stages.For(order.Stage).Ask(order, ct);
        if (answer.Outcome == StageOutcome.TimedOut) await stages.For(order.Stage).Stop(order, ct);
        return Answered(order, answer);
    }

    /// <summary>Whatever its stages began is no longer wanted.</summary>
    public async Task EndAll(PipelineRun run, CancellationToken ct)
    {
        foreach (var stage in run.Stages.Where(s => s is { Part: not null, Try: > 0 } and not { Kind: StageKind.Wait or StageKind.Approval } && s.State != StageState.Passed))
        {
            var order = Order(run, stage.Name, stage.Try);
            await stages.For(order.Stage).Stop(order, ct);
        }
    }

    private StageOrder Order(PipelineRun run, string name, int @try)
    {
        var planned = run.Definition.Planned.First(p => p.Stage.Name == name);
        return new(run, planned.Stage, planned.Part, @try, run.Stages.First(s => s.Name == name).StartedAt ?? run.RequestedAt, UrlOf(run));
    }

    private Uri? UrlOf(PipelineRun run) =>
        projects.Options.TryGetValue(run.Project, out var project) && project.Environments.TryGetValue(run.Environment, out var environment)
            ? new Uri($"http://127.0.0.1:{environment.Target.Port}/") : null;

    private static Outcome Answered(StageOrder order, StageAnswer answer) =>
        Outcomes.Of((run, now) => run.StageAnswered(order.Stage.Name, order.Try, answer, now));
}

using ChatOps.CiSources;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;

namespace ChatOps.Pipelines.Stages;

/// <summary>Work that the CI provider does: it is asked once, then followed.</summary>
public sealed class CiStage(CiSourceCatalog sources, CiNews news) : StageWork
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public override async Task<StageAnswer> Begin(StageOrder order, CancellationToken ct)
    {
        try
        {
            await Start(order, ct);
            return StageAnswer.Running(Every, $"{order.Stage.Ci!.Workflow} is asked for");
        }
        catch (CiUnavailableException fault)
        {
            return StageAnswer.Failed(fault.Message);
        }
    }

    public override async Task<StageAnswer> Ask(StageOrder order, CancellationToken ct)
    {
        var late = order.IsLate;
        try
        {
            var ci = sources.For(order.Run.Project);
            if (!order.IsBegun) await Start(order, ct);
            if (await ci.Started(order.Key, ct) is not { } run)
                return late ? StageAnswer.TimedOut(order.Stage.Timeout) : StageAnswer.Running(Every, $"{order.Stage.Ci!.Workflow} has not begun yet");
            if (run.Conclusion == CiConclusion.Running) return late ? StageAnswer.TimedOut(order.Stage.Timeout) : StageAnswer.Running(await news.Pause(order.Run.Project, ct) ?? Every, Progress(run));
            return run.Conclusion == CiConclusion.Success
                ? StageAnswer.Passed($"run {run.Id}", Jobs(run))
                : StageAnswer.Failed($"run {run.Id} ended: {run.Conclusion.ToString().ToLowerInvariant()}", Jobs(run));
        }
        catch (CiUnavailableException fault)
        {
            return late ? StageAnswer.TimedOut(order.Stage.Timeout) : StageAnswer.Running(Every, fault.Message);
        }
    }

    public override async Task Stop(StageOrder order, CancellationToken ct) => await sources.For(order.Run.Project).Stop(order.Key, ct);

    // The same key again begins nothing more.
    private Task Start(StageOrder order, CancellationToken ct)
    {
        var work = order.Stage.Ci!;
        return sources.For(order.Run.Project).Start(order.Key, work.Workflow, work.Inputs.ToDictionary(i => i.Key, i => order.Fill(i.Value)), ct);
    }

    private static string Progress(CiRun run) =>
        $"run {run.Id}: {run.Jobs.Count(j => j.Conclusion is not CiConclusion.Running)} of {run.Jobs.Count} jobs ended";

    private static string Jobs(CiRun run) => string.Join('\n', run.Jobs.Select(j => $"{j.Name}: {j.Conclusion.ToString().ToLowerInvariant()}{(j.Summary.Length > 0 ? $", {j.Summary}" : "")}"));
}

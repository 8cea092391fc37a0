using ChatOps.CiSources;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;

namespace ChatOps.Pipelines.Stages;

/// <summary>Work that the CI provider does: it is asked once, then followed. Another try runs again only what failed, where the provider does that.</summary>
public sealed class CiStage(CiWork work, CiSourceCatalog sources, CiNews news) : StageWork
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    // The provider tells by itself of jobs that begin and end, but not of their steps.
    private static readonly TimeSpan EveryWhereTold = TimeSpan.FromSeconds(30);

    public override async Task<StageAnswer> Begin(StageOrder order, CancellationToken ct)
    {
        try
        {
            await Start(order, ct);
            return StageAnswer.Running(Every, $"{order.Stage.Ci!.Workflow} is asked for");
        }
        catch (CiUnavailableException fault) when (fault.IsRefusal)
        {
            return StageAnswer.Failed(fault.Message);
        }
        catch (CiUnavailableException fault)
        {
            return StageAnswer.Running(Every, fault.Message);
        }
    }

    public override async Task<StageAnswer> Ask(StageOrder order, CancellationToken ct)
    {
        try
        {
            if (await work.Find(order.Key, ct) is null) await Start(order, ct);
            var state = (await work.Ask(order.Run.Project, order.Key, ct))!;
            var every = await news.Pause(order.Run.Project, ct) is null ? Every : EveryWhereTold;
            if (state.Run is not { } run) return Told(order, state, every) with { Url = state.Url };
            var review = await work.Review(order.Run.Project, run, order.Run.Environment, order.Run.ApprovedBy(), ct);
            return Told(order, state, every) with { Url = state.Url, Review = review };
        }
        catch (CiUnavailableException fault)
        {
            return fault.IsRefusal ? StageAnswer.Failed(fault.Message) : Waits(order, fault.Message, Every);
        }
    }

    public override Task Stop(StageOrder order, CancellationToken ct) => work.Stop(order.Run.Project, order.Key, ct);

    private static StageAnswer Told(StageOrder order, WorkState state, TimeSpan every)
    {
        var workflow = order.Stage.Ci!.Workflow;
        if (state.Run is not { } run)
        {
            return state.IsLost
                ? StageAnswer.Failed($"{workflow} was asked for, and no run of it shows our correlation; look whether it takes that input and shows it in its run-name")
                : Waits(order, $"{workflow} has not begun yet", every);
        }

        return run.Conclusion switch
        {
            CiConclusion.Running => Waits(order, $"run {run.Id}: {run.Progress}", every),
            CiConclusion.Success => StageAnswer.Passed($"run {run.Id}", Jobs(run)),
            _ => StageAnswer.Failed($"run {run.Id} ended: {run.Conclusion.ToString().ToLowerInvariant()}", Jobs(run)),
        };
    }

    private static StageAnswer Waits(StageOrder order, string words, TimeSpan every) => order.IsLate ? StageAnswer.TimedOut(order.Stage.Timeout) : StageAnswer.Running(every, words);

    private Task Start(StageOrder order, CancellationToken ct)
    {
        var asked = order.Stage.Ci!;
        var correlation = sources.For(order.Run.Project).CorrelationOf(order.Key);
        var inputs = asked.Inputs.ToDictionary(i => i.Key, i => order.Fill(i.Value).Replace("{correlation}", correlation, StringComparison.Ordinal));
        return work.Begin(order.Run.Project, order.Key, asked.Workflow, inputs, ct, order.Try > 1 ? order.KeyOf(order.Try - 1) : null);
    }

    private static string Jobs(CiRun run) => string.Join('\n', run.Jobs.Select(j => $"{j.Name}: {j.Conclusion.ToString().ToLowerInvariant()}{(j.Summary.Length > 0 ? $", {j.Summary}" : "")}"));
}

using ChatOps.Artifacts;
using ChatOps.CiSources;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;

namespace ChatOps.Pipelines.Stages;

/// <summary>Work that the CI provider does: it is asked once, then followed. Another try runs again only what failed, where the provider does that.</summary>
public sealed class CiStage(CiWork work, CiSourceCatalog sources, CiNews news, CiOutputs outputs) : StageWork
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    // The provider tells by itself of jobs that begin and end, but not of their steps.
    private static readonly TimeSpan EveryWhereTold = TimeSpan.FromSeconds(30);

    private const int MostNamed = 3, MostLines = 10;

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
            if (state.Run is not { } run) return NotThere(order, state, every) with { Url = state.Url };
            var review = await work.Review(order.Run.Project, run, order.Run.Environment, order.Run.ApprovedBy(), ct);
            var told = run.Conclusion == CiConclusion.Running ? Waits(order, $"run {run.Id}: {run.Progress}", every) : await Ended(order, run, ct);
            return told with { Url = state.Url, Review = review, Ci = run };
        }
        catch (CiUnavailableException fault)
        {
            return fault.IsRefusal ? StageAnswer.Failed(fault.Message) : Waits(order, fault.Message, Every);
        }
    }

    public override Task Stop(StageOrder order, CancellationToken ct) => work.Stop(order.Run.Project, order.Key, ct);

    private static StageAnswer NotThere(StageOrder order, WorkState state, TimeSpan every) => state.IsLost
        ? StageAnswer.Failed($"{order.Stage.Ci!.Workflow} was asked for, and no run of it shows our correlation; look whether it takes that input and shows it in its run-name")
        : Waits(order, $"{order.Stage.Ci!.Workflow} has not begun yet", every);

    private async Task<StageAnswer> Ended(StageOrder order, CiRun run, CancellationToken ct)
    {
        if (WhyNoSuccess(order, run) is { } no)
        {
            var (said, lines) = await WhatItSaid(order, run, ct);
            return StageAnswer.Failed($"{no}{said}", $"{Jobs(run)}{lines}");
        }

        try
        {
            var reports = await outputs.Reports(order.Run, run, order.Stage.Ci!, ct);
            var gates = EvidenceGates.In(order.Stage.Evidence, reports).ToList();
            var words = $"run {run.Id}{Said(reports)}";
            return gates.FirstOrDefault(g => g.Verdict != Verdict.Passed) is { } gate
                ? StageAnswer.Failed($"{words}; {gate.Gate}: {gate.Words}", $"{Jobs(run)}{Lines(reports)}")
                : StageAnswer.Passed(words, Jobs(run));
        }
        catch (Exception fault) when (fault is ArtifactStoreFullException or ArtifactStoreUnavailableException)
        {
            return Waits(order, fault.Message, Every);
        }
        catch (Exception fault) when (fault is ArtifactException or ArtifactMissingException)
        {
            return StageAnswer.Failed(fault.Message, Jobs(run));
        }
    }

    private static string? WhyNoSuccess(StageOrder order, CiRun run)
    {
        if (run.Conclusion != CiConclusion.Success)
        {
            var failed = string.Join(", ", run.Jobs.Where(j => j.Conclusion == CiConclusion.Failure).Take(MostNamed).Select(j => $"{j.Name}{(j.Summary.Length > 0 ? $" ({j.Summary})" : "")}"));
            return $"run {run.Id} ended: {run.Conclusion.ToString().ToLowerInvariant()}{(failed.Length > 0 ? $", {failed}" : "")}";
        }

        // What it says is said of another commit than the release's. The one that makes the release says itself which that is.
        if (order.Part == StagePart.Source && order.Run.Definition.MadeBy is { } maker && maker != order.Stage.Name && order.Run.Revision is { } made && made.Commit != run.Commit)
            return $"run {run.Id} is of commit {run.Commit[..7]}, and the release is made of {made.Commit[..7]}: {made.Branch} moved on meanwhile; start again";
        return CiOutputs.Missing(order.Stage.Ci!, run) is { } missing
            ? $"run {run.Id} made no artifact that fits {missing}, which the stage is to hand on; it made: {(run.Artifacts.Count == 0 ? "none" : string.Join(", ", run.Artifacts.Select(a => a.Name)))}"
            : null;
    }

    // It has failed, whatever comes of asking for more.
    private async Task<(string Words, string Lines)> WhatItSaid(StageOrder order, CiRun run, CancellationToken ct)
    {
        try
        {
            var reports = await outputs.Reports(order.Run, run, order.Stage.Ci!, ct);
            return (Said(reports), Lines(reports));
        }
        catch (Exception fault) when (fault is CiUnavailableException or ArtifactException or ArtifactMissingException)
        {
            return ("", $"\nits reports could not be read: {fault.Message}");
        }
    }

    private static string Said(ReleaseReports reports) => reports.Words.Length > 0 ? $" · {reports.Words}" : "";

    private static string Lines(ReleaseReports reports) => string.Concat(
        (reports.Tests?.FirstFailed ?? []).Take(MostLines).Select(name => $"\nfailed: {name}").Concat(reports.Unreadable.Take(MostLines).Select(f => $"\n{f.File}: {f.Fault}")));

    private static StageAnswer Waits(StageOrder order, string words, TimeSpan every) => order.IsLate ? StageAnswer.TimedOut(order.Stage.Timeout) : StageAnswer.Running(every, words);

    private Task Start(StageOrder order, CancellationToken ct)
    {
        var asked = order.Stage.Ci!;
        var correlation = sources.For(order.Run.Project).CorrelationOf(order.Key);
        var inputs = asked.Inputs.ToDictionary(i => i.Key, i => order.Fill(i.Value).Replace("{correlation}", correlation, StringComparison.Ordinal));
        // GitHub and its like begin work on a branch, not on a commit.
        var branch = order.Part == StagePart.Source ? order.Run.Revision?.Branch : null;
        return work.Begin(order.Run.Project, order.Key, asked.Workflow, inputs, ct, order.Try > 1 ? order.KeyOf(order.Try - 1) : null, branch);
    }

    private static string Jobs(CiRun run) => string.Join('\n', run.Jobs.Select(j => $"{j.Name}: {j.Conclusion.ToString().ToLowerInvariant()}{(j.Summary.Length > 0 ? $", {j.Summary}" : "")}"));
}

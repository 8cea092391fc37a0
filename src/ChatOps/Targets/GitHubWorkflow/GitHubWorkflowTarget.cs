using ChatOps.CiSources;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Strategies;
using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Targets.GitHubWorkflow;

/// <summary>
/// A workflow on GitHub deploys: it is given the CI run, the approved digest and the environment, fetches that run's artifact and puts it there, without building
/// anything. It is started once for each attempt's token, and once more with what ran before where it has to go back.
/// </summary>
/// <param name="timeout">Of one run of the workflow, from the moment it is asked for.</param>
public sealed class GitHubWorkflowTarget(
    string project, string environment, string workflow, TimeSpan timeout, CiWork work, CiSourceCatalog sources, Database database, TimeProvider time) : ITarget
{
    /// <summary>GitHub may be away for longer than a machine in the same room; what it does goes on meanwhile.</summary>
    public static readonly TimeSpan AskGitHubFor = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public async Task<StepOutcome> Perform(StepOrder order, CancellationToken ct)
    {
        if (await LastToken(ct) is var last && last > order.Token) return StepOutcome.Superseded($"Attempt {last} has this environment.");
        try
        {
            return order.Step switch
            {
                StepKind.Prepare => await Check(order, ct),
                StepKind.Start => await Begin(order, ct),
                StepKind.SwitchTraffic => await Follow(order, ct),
                StepKind.VerifyServed => await Verify(order, ct),
                StepKind.RestoreTraffic or StepKind.Discard => await GoBack(order, ct),
                // What the workflow replaces, it stops; whether it is well, it says itself.
                _ => StepOutcome.Done(),
            };
        }
        catch (CiRefusedException no)
        {
            return StepOutcome.Failed($"{no.Message}.");
        }
        catch (CiUnavailableException fault) when (fault.IsRefusal)
        {
            return StepOutcome.Failed(fault.Message);
        }
        catch (CiUnavailableException fault)
        {
            throw new TargetUnreachableException(fault.Message, fault) { AskFor = AskGitHubFor };
        }
    }

    // What a workflow put somewhere can't be asked through GitHub: it is what the last one that ended well was given.
    public async Task<Serving?> AskWhatServes(CancellationToken ct)
    {
        await using var db = database.Read();
        var known = await db.Environments.FirstOrDefaultAsync(e => e.Project == project && e.Name == environment, ct);
        if (known is null) return null;
        if (known.ApplyingRun is not null && await work.Find(Forward(known.LastToken), ct) is { Conclusion: CiConclusion.Success } && await work.Find(Back(known.LastToken), ct) is null)
        {
            var applied = await db.Deployments.FirstAsync(d => d.Project == project && d.Environment == environment && d.Token == known.LastToken, ct);
            return new(applied.Token, applied.CiRun, applied.Digest);
        }

        if (known.Current is not { } current) return null;
        var token = await db.Deployments.Where(d => d.Id == current.Deployment).Select(d => d.Token).FirstAsync(ct);
        return new(token, current.CiRun, current.Digest);
    }

    public Task Adopt(CancellationToken ct) => Task.CompletedTask;

    // The workflow fetches it from GitHub: it is better known now than in its midst that it is not there.
    private async Task<StepOutcome> Check(StepOrder order, CancellationToken ct)
    {
        var run = await sources.For(project).Find(order.CiRun, ct);
        return run?.Artifacts.Any(a => a.Name == order.Artifact.Name) == true
            ? StepOutcome.Done()
            : StepOutcome.Failed($"GitHub has {order.Artifact.Name} of run {order.CiRun} no more, and {workflow} fetches it from there; run CI again, and deploy the new run.");
    }

    // Ends when the workflow has begun: until then nobody would notice if it were called off.
    private async Task<StepOutcome> Begin(StepOrder order, CancellationToken ct)
    {
        var key = Forward(order.Token);
        if (await work.Find(key, ct) is null) await work.Begin(project, key, workflow, Inputs(order.CiRun, order.Artifact.Digest), ct);
        var state = (await work.Ask(project, key, ct))!;
        if (state.Run is not { } run) return await NotThere(state, key, ct);
        var isOver = run.Conclusion is not (CiConclusion.Running or CiConclusion.Success);
        if (run.HasBegun || run.Conclusion == CiConclusion.Success) return StepOutcome.Done($"run {run.Id} of {workflow}{await Answered(run, ct)}");
        if (isOver) return Ended(run, $"before it began anything{await Answered(run, ct)}");
        if (await Late(state, key, ct) is { } late) return late;
        var review = await work.Review(project, run, environment, order.ApprovedBy, ct);
        return StepOutcome.UnderWay($"{workflow}, run {run.Id}: waits for {(review is null ? "its turn" : "reviewers")} on GitHub", Every, state.Url) with { Review = review };
    }

    private async Task<StepOutcome> Follow(StepOrder order, CancellationToken ct)
    {
        var key = Forward(order.Token);
        if (await work.Ask(project, key, ct) is not { Run: { } run } state) return StepOutcome.Failed($"GitHub has the run of {workflow} no more.");
        if (run.Conclusion == CiConclusion.Success) return StepOutcome.Done($"run {run.Id} of {workflow}");
        if (run.Conclusion != CiConclusion.Running) return Ended(run, "");
        return await Late(state, key, ct) ?? StepOutcome.UnderWay($"{workflow}, {run.Progress}", Every, state.Url) with { Review = await work.Review(project, run, environment, order.ApprovedBy, ct) };
    }

    private async Task<StepOutcome> Verify(StepOrder order, CancellationToken ct) => await AskWhatServes(ct) is { } serving && serving.Token == order.Token
        ? StepOutcome.Done($"{workflow} says so")
        : StepOutcome.Failed($"{workflow} did not end well.");

    // Nothing goes back while the workflow may still be at work, and nothing needs to where it began nothing.
    private async Task<StepOutcome> GoBack(StepOrder order, CancellationToken ct)
    {
        if (await work.Find(Forward(order.Token), ct) is null) return StepOutcome.Done();
        var (forward, back) = ((await work.Ask(project, Forward(order.Token), ct))!, Back(order.Token));
        if (forward.Run is null) return forward.IsLost ? StepOutcome.Done($"{workflow} was not begun") : StepOutcome.UnderWay($"going back: whether {workflow} has begun is not known yet", Every);
        if (forward.Run.Conclusion == CiConclusion.Running)
        {
            await work.Stop(project, Forward(order.Token), ct);
            return StepOutcome.UnderWay($"going back: run {forward.Run.Id} of {workflow} is called off", Every, forward.Url);
        }

        if (!forward.Run.HasBegun && forward.Run.Conclusion != CiConclusion.Success) return StepOutcome.Done($"run {forward.Run.Id} of {workflow} began nothing");
        if (await Before(ct) is not { } before) return StepOutcome.Done("nothing ran there before, so there is nothing to put back");
        if (await work.Find(back, ct) is null) await work.Begin(project, back, workflow, Inputs(before.CiRun, before.Digest), ct);
        var state = (await work.Ask(project, back, ct))!;
        if (state.Run is not { } run) return await NotThere(state, back, ct);
        if (run.Conclusion == CiConclusion.Success) return StepOutcome.Done($"run {run.Id} of {workflow} put back run {before.CiRun}");
        if (run.Conclusion != CiConclusion.Running) return Ended(run, $"while it put back run {before.CiRun}");
        return await Late(state, back, ct)
            ?? StepOutcome.UnderWay($"going back with {workflow}, {run.Progress}", Every, state.Url) with { Review = await work.Review(project, run, environment, order.ApprovedBy, ct) };
    }

    // Who said yes or no on GitHub itself.
    private async Task<string> Answered(CiRun run, CancellationToken ct) => await sources.For(project).Answered(run.Id, ct) is { Length: > 0 } words ? $", {words}" : "";

    private StepOutcome Ended(CiRun run, string when)
    {
        var failed = run.Jobs.Where(j => j.Conclusion is not (CiConclusion.Success or CiConclusion.Skipped))
            .Select(j => $"{j.Name}: {j.Conclusion.ToString().ToLowerInvariant()}{(j.Summary.Length > 0 ? $", {j.Summary}" : "")}");
        return StepOutcome.Failed($"run {run.Id} of {workflow} ended{(when.Length > 0 ? $" {when}" : "")}: {run.Conclusion.ToString().ToLowerInvariant()}.", string.Join('\n', failed));
    }

    private async Task<StepOutcome> NotThere(WorkState state, string key, CancellationToken ct) => state.IsLost
        ? StepOutcome.Failed($"GitHub was asked to run {workflow} and shows no run of it with our correlation; look whether it takes that input and shows it in its run-name.")
        : await Late(state, key, ct) ?? StepOutcome.UnderWay($"{workflow} is asked for", Every);

    private async Task<StepOutcome?> Late(WorkState state, string key, CancellationToken ct)
    {
        if (time.GetUtcNow() - state.AskedAt < timeout) return null;
        await work.Stop(project, key, ct);
        return StepOutcome.Failed($"{workflow} took longer than {timeout}, and was called off.");
    }

    private Dictionary<string, string> Inputs(long ciRun, Digest digest) => new() { ["run_id"] = $"{ciRun}", ["digest"] = digest.Hex, ["environment"] = environment };

    private async Task<long> LastToken(CancellationToken ct)
    {
        await using var db = database.Read();
        return await db.Environments.Where(e => e.Project == project && e.Name == environment).Select(e => e.LastToken).FirstOrDefaultAsync(ct);
    }

    private async Task<RunningRelease?> Before(CancellationToken ct)
    {
        await using var db = database.Read();
        return (await db.Environments.FirstOrDefaultAsync(e => e.Project == project && e.Name == environment, ct))?.Current;
    }

    /// <summary>The keys of the work that an attempt may ask for, see <see cref="AskedWork.Key"/>.</summary>
    public static IReadOnlyList<string> WorkOf(string project, string environment, long token) => [$"deploy/{project}/{environment}/{token}", $"deploy/{project}/{environment}/{token}/back"];

    private string Forward(long token) => WorkOf(project, environment, token)[0];

    private string Back(long token) => WorkOf(project, environment, token)[1];
}

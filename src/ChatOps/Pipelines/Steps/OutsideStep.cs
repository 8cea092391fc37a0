using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Environments;
using ChatOps.Releases.Provenance;
using ChatOps.Targets;

namespace ChatOps.Pipelines.Steps;

/// <summary>Asks outside what the gates of an environment or of a stage want to know: whether the environments before serve well, where the bytes come from, and what other systems say.</summary>
public sealed class OutsideStep(TargetCatalog targets, HttpQuestions questions, AskProvenance provenance, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<Outcome> Do(AskOutside step, PipelineRun run, CancellationToken ct)
    {
        var policy = run.Definition.Environment;
        var answers = new List<GateResult>();
        if (step.Stage is { } stage)
        {
            foreach (var gate in run.HttpGatesOf(stage)) answers.Add(await questions.Ask(gate, ct));
            return Outcomes.Of((r, now) => r.StageOutsideIs(stage, answers, now));
        }

        if (policy.Gates is { HealthBefore: true })
            foreach (var before in policy.After) answers.Add(await Health(run, before, ct));
        if (policy.Gates?.Provenance is { } build) answers.Add(await provenance.Ask(run.Project, build, run.ArtifactToDeploy!, ct));
        foreach (var gate in policy.Gates?.Http ?? []) answers.Add(await questions.Ask(gate, ct));
        return Outcomes.Of((r, now) => r.OutsideIs(answers, now));
    }

    private async Task<GateResult> Health(PipelineRun run, string before, CancellationToken ct)
    {
        var name = GatesBefore.HealthOf(before);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            var serving = await targets.For(run.Project, before).AskWhatServes(limit.Token);
            return serving is null
                ? Later(name, $"nothing serves {before} now; bring it back first")
                : new(name, Verdict.Passed, $"{before} serves run {serving.CiRun}");
        }
        catch (TargetUnreachableException fault)
        {
            return Later(name, $"can't be evaluated: {fault.Message}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Later(name, $"can't be evaluated: {before} did not answer within {Patience.TotalSeconds:0} s");
        }
    }

    private GateResult Later(string name, string words)
    {
        var again = time.GetUtcNow() + PipelineRun.OutsideHolds;
        return new(name, Verdict.Waiting, $"{words}; asked again at {again:HH:mm:ss} UTC", again);
    }
}

using ChatOps.Domain.Audit;
using ChatOps.Domain.Gates;

namespace ChatOps.Domain.Pipelines.Stages;

/// <summary>A stage written out whole, so that a stage that differs in anything makes another decision.</summary>
internal static class StageText
{
    public static CanonicalText Add(this CanonicalText text, StageDefinition stage)
    {
        text.Add(stage.Name).Add((long)stage.Kind).Add(stage.Needs).Add(stage.Timeout.Ticks).Add((long)stage.OnFailure).Add(stage.MaySkip).Add(stage.Environment).Add(stage.WaitFor?.Ticks);
        text.Add(stage.Retry.Count).Add(stage.Retry.Pause.Ticks).Add([.. stage.Retry.On.Select(o => o.ToString())]);
        text.Add(stage.When?.Branches ?? []).Add(stage.When?.Versions ?? []).Add(stage.When?.Paths ?? []).Add(stage.When?.Results.ToDictionary(r => r.Key, r => r.Value.ToString()));
        if (stage.Script is { } script)
            text.Add(script.Command).Add(script.Variables).Add(script.Secrets).Add(script.Outputs).Add(script.Limits.MemoryMegabytes).Add(script.Limits.OutputKilobytes).Add(script.Limits.Processes);
        if (stage.Http is { } http)
            text.Add(http.Method).Add(http.Url).Add(http.Body).Add(http.Headers).Add((long)http.Done).Add(http.PollUrl).Add(http.PollEvery.Ticks);
        if (stage.Ci is { } ci) text.Add(ci.Workflow).Add(ci.Inputs);
        if (stage.Ci?.Outputs is { } outputs) text.Add(outputs);
        if (stage.Gates is { } gates) text.Add(gates);
        // These two are flat: what they are made of is in their own words.
        text.Add(stage.Evidence?.ToString());
        return stage.Approval is { } approval
            ? text.Add(approval.Groups).Add(approval.Quorum).Add(approval.NotAuthors ? 1 : 0).Add(approval.ExpiresAfter.Ticks)
            : text.Add((string?)null);
    }

    private static CanonicalText Add(this CanonicalText text, StageGates gates)
    {
        text.Add("gates").Add(gates.Branches ?? []).Add(gates.MinAge?.Ticks).Add(gates.MaxAge?.Ticks).Add(gates.MaxCommits).Add(gates.WaitFor?.Ticks).Add(gates.Windows ?? []).Add(gates.Http?.Count);
        foreach (var http in gates.Http ?? []) text.Add(http.Name).Add(http.Url).Add(http.Header).Add(http.Secret).Add(http.Passes).Add(http.Refuses ? 1 : 0);
        return text;
    }

    private static CanonicalText Add(this CanonicalText text, IReadOnlyList<string> words)
    {
        text.Add(words.Count);
        foreach (var word in words) text.Add(word);
        return text;
    }

    private static CanonicalText Add(this CanonicalText text, IReadOnlyDictionary<string, string>? pairs)
    {
        text.Add(pairs?.Count);
        foreach (var (name, value) in (pairs ?? new Dictionary<string, string>()).OrderBy(p => p.Key, StringComparer.Ordinal)) text.Add(name).Add(value);
        return text;
    }
}

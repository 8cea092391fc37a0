using ChatOps.CiSources;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;

namespace ChatOps.Pipelines.Steps;

/// <summary>The commits between what runs and what would run; going back, those that would be taken back.</summary>
public sealed class ChangesStep(CiSourceCatalog sources)
{
    public async Task<Outcome> Do(ListChanges step, PipelineRun run, CancellationToken ct)
    {
        if (step.From is null || step.From == step.To) return Outcomes.Of((r, _) => r.ChangesAre(step, []));
        try
        {
            var ci = sources.For(run.Project);
            var isByAuthors = run.ApprovalNeeded is { NotAuthors: true };
            IReadOnlyList<Change> changes = await Between(step.From, step.To);
            if (changes.Count == 0) changes = [.. (await Between(step.To, step.From)).Select(c => c with { Title = $"takes back: {c.Title}" })];
            return Outcomes.Of((r, _) => r.ChangesAre(step, changes));

            Task<IReadOnlyList<Change>> Between(string from, string to) => isByAuthors ? ci.ChangesWithAuthors(from, to, ct) : ci.Changes(from, to, ct);
        }
        catch (CiUnavailableException fault)
        {
            // Only a policy that looks at the authors or counts the commits must wait for them.
            return run.ApprovalNeeded is { NotAuthors: true } or { MoreForRisks: true } || run.Definition.Environment.Gates?.MaxCommits is not null || run.Definition.Planned.Any(p => p.Stage.Gates?.MaxCommits is not null)
                ? Outcomes.TryAgainLater($"The commits in between could not be listed, and the policy asks for them. ({fault.Message})")
                : Outcomes.Of((r, _) => r.ChangesAre(step, [], fault.Message));
        }
    }
}

using ChatOps.Domain.Pipelines;
using ChatOps.Persistence;

namespace ChatOps.Pipelines.Steps;

/// <summary>What came of a step, as a change of the run. It is applied to the run as it is then, which may not be as it was when the step began.</summary>
public delegate Task Outcome(PipelineRun run, Commit commit);

internal static class Outcomes
{
    public static Outcome Of(Action<PipelineRun, DateTimeOffset> change) => (run, commit) =>
    {
        change(run, commit.Now);
        return Task.CompletedTask;
    };

    public static Outcome TryAgainLater(string words) => Of((run, now) => run.TryAgainLater(words, now));

    public static Outcome Refused(string words) => Of((run, now) => run.ReleaseIsRefused(words, now));
}

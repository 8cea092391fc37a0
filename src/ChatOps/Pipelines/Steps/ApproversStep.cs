using ChatOps.Approvals;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using ChatOps.Slack;

namespace ChatOps.Pipelines.Steps;

/// <summary>May everybody who approved still approve? While the chat can't tell, nothing begins.</summary>
public sealed class ApproversStep(StandingNow standing)
{
    public async Task<Outcome> Do(PipelineRun run, CancellationToken ct)
    {
        try
        {
            var standings = new List<Standing>();
            foreach (var voter in run.Votes.Where(v => v.Counts && v.Approves).Select(v => v.By).DistinctBy(v => v.Id))
                standings.Add(await standing.Of(voter, run.Project, ct));
            return Outcomes.Of((r, _) => r.ApproversAre(standings));
        }
        catch (Exception fault) when (fault is ChatUnavailableException or ChatRefusedException)
        {
            return Outcomes.TryAgainLater($"Slack did not tell whether the approvers still are approvers, so it does not begin; it is asked again. ({fault.Message})");
        }
    }
}

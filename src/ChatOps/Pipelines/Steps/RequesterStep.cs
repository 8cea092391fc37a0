using ChatOps.Domain.Pipelines;
using ChatOps.Projects;
using ChatOps.Slack;

namespace ChatOps.Pipelines.Steps;

/// <summary>Who asked for this run? While the chat can't tell, the run waits.</summary>
public sealed class RequesterStep(IChat chat, ProjectCatalog projects)
{
    public async Task<Outcome> Do(IdentifyRequester step, PipelineRun run, CancellationToken ct)
    {
        try
        {
            var groups = projects.Find(run.Project)?.Groups.Where(g => g.Name == step.Group || g.Name == step.EmergencyGroup).ToList() ?? [];
            var standing = await chat.StandingOf(step.By, groups, ct);
            return Outcomes.Of((r, now) => r.RequesterIs(standing, now));
        }
        catch (ChatUnavailableException fault)
        {
            return Outcomes.TryAgainLater($"Slack did not tell who asked for this; it is asked again. ({fault.Message})");
        }
        catch (ChatRefusedException fault)
        {
            return Outcomes.TryAgainLater($"Slack did not tell who asked for this; it is asked again. ({fault.Message})");
        }
    }
}

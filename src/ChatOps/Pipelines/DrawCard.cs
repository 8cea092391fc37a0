using ChatOps.Domain.Environments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using ChatOps.Projects;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines;

/// <summary>Says of a run what its card must show: only buttons that make sense now, and nothing that is not so.</summary>
internal static class DrawCard
{
    public static async Task<RunCard> Of(ChatOpsDb db, long id, ProjectCatalog projects, DateTimeOffset now, CancellationToken ct)
    {
        var run = await db.Runs.Include(r => r.Votes).Include(r => r.Release).SingleAsync(r => r.Id == id, ct);
        var environment = await db.Environments.FirstOrDefaultAsync(e => e.Project == run.Project && e.Name == run.Environment, ct);
        var current = environment?.Current;
        var canGoBack = current is not null && current.Deployment == run.Attempt?.Deployment
            && await db.Deployments.AnyAsync(d => d.Id == current.Deployment && d.Before != null, ct);
        var project = projects.Find(run.Project);
        var next = current is not null && current.Deployment == run.Attempt?.Deployment ? await PromoteButtons.Of(db, run, current, project, ct) : [];
        return new(
            run.Id, run.Version, run.Status, Title(run), run.Project, run.Environment, run.RequestedBy, run.RequestedAt, run.Reason,
            From(run, environment), To(run), run.Release?.Commit ?? run.Ci?.Commit ?? run.Revision?.Commit ?? "", run.Release?.Branch ?? run.Ci?.Branch ?? run.Revision?.Branch ?? run.Branch ?? "",
            run.Release?.Deployables ?? [], run.Changes ?? [],
            [.. run.Stages.Select(s => new CardStage(s.Name, s.State, s.Took(now), s.Words) { Url = s.Url })],
            [.. run.Gates, .. run.Stages.Where(s => s.State == StageState.Running).Select(s => s.Review).OfType<GateResult>()],
            [.. run.Votes.Where(v => v.Counts).Select(v => new CardVote(v.By, v.Approves, v.Reason, v.At, v.InPlaceOf))],
            run.AskedWords + (run.Skips is null ? "" : $", one more because {run.Skips} is skipped"),
            run.Notice,
            run.DecisionShown,
            [.. next, .. Buttons(run, current, canGoBack)],
            run.Release?.Reports?.Words ?? "")
        {
            StagesFrom = run.Definition.StagesFrom?.ToString() ?? "",
            Risks = run.Risks,
            Kept = Expiry.Line(run.Ci ?? run.Release?.Evidence, run.Release, now),
            Tickets = Mentions.Tickets(run.Changes ?? [], project?.Tickets ?? []).Tickets,
        };
    }

    private static string Title(PipelineRun run)
    {
        var version = run.Release?.Version ?? run.Ci?.Version ?? run.Revision?.Version;
        if (run is { IsFromSource: true, Definition.AwaitsStages: true }) return $"Make {run.Project} a new release";
        if (run is { IsFromSource: true, CiRun: null }) return $"Make {run.Project} {version ?? "a new release"} and deploy it to {run.Environment}";
        var what = version is null ? (run.CiRun is { } id ? $"run {id}" : "the newest good run") : version;
        if (run.IsEmergency) return $"Emergency: deploy {run.Project} {what} to {run.Environment}";
        var at = run is { Start: { } start, IsDue: false, FinishedAt: null } ? $" at {start.Text}" : "";
        return run.Kind == RunKind.Rollback ? $"Roll back {run.Project} {run.Environment} to {what}" : $"Deploy {run.Project} {what} to {run.Environment}{(run.Skips is null ? "" : $", skipping {run.Skips}")}{at}";
    }

    private static string From(PipelineRun run, EnvironmentRecord? environment)
    {
        var replaces = run.Decision is { } decision ? decision.Replaces : environment?.Current;
        return replaces?.ToString() ?? "nothing yet";
    }

    private static string To(PipelineRun run) => (run.CiRun, run.Release?.Version ?? run.Ci?.Version) switch
    {
        ({ } id, { } version) => $"run {id} ({version})",
        ({ } id, null) => $"run {id}",
        _ when run.IsFromSource => run.Revision is { } made ? $"{made.Version}, being made" : "a new release",
        _ => "the newest good run",
    };

    private static IEnumerable<CardButton> Buttons(PipelineRun run, RunningRelease? current, bool canGoBack)
    {
        if (run.Status == RunStatus.WaitingForApproval)
        {
            if (run is { AskingStage: null, ApprovalNeeded: { AsksForWords: true } policy }) yield return new(ButtonAction.ApproveInWords, AsksFor: new([.. policy.Conditions ?? []], policy.ReasonNeeded));
            else yield return new(ButtonAction.Approve, run.AskingStage is { } stage ? $"You take responsibility for {stage.Name} of {To(run)}." : $"{To(run)} will replace {run.Decision?.Replaces?.ToString() ?? "nothing"} in {run.Environment}{(run.Skips is null ? "" : $", and {run.Skips} is skipped")}. You take responsibility for it.");
            yield return new(ButtonAction.Reject);
        }

        if (run.Status == RunStatus.Succeeded)
        {
            if (canGoBack) yield return new(ButtonAction.RollBack, $"{run.Environment} goes back from {current} to what ran before.");
        }
        else if (run.Status.IsFinal())
        {
            yield return new(ButtonAction.Retry);
        }
        else if (run.CanBeCancelled)
        {
            if (run.AskingWhatNow is [var asking, ..]) yield return new(ButtonAction.RetryStage, Argument: asking.Name);
            yield return new(ButtonAction.Cancel, "Nothing is lost: it can be asked for again.");
        }
    }
}

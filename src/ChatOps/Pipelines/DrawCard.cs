using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines;

/// <summary>Says of a run what its card must show: only buttons that make sense now, and nothing that is not so.</summary>
internal static class DrawCard
{
    public static async Task<RunCard> Of(ChatOpsDb db, long id, DateTimeOffset now, CancellationToken ct)
    {
        var run = await db.Runs.Include(r => r.Votes).Include(r => r.Release).SingleAsync(r => r.Id == id, ct);
        var environment = await db.Environments.FirstOrDefaultAsync(e => e.Project == run.Project && e.Name == run.Environment, ct);
        var current = environment?.Current;
        var canGoBack = current is not null && current.Deployment == run.Attempt?.Deployment
            && await db.Deployments.AnyAsync(d => d.Id == current.Deployment && d.Before != null, ct);
        var policy = run.ApprovalNeeded;
        return new(
            run.Id, run.Version, run.Status, Title(run), run.Project, run.Environment, run.RequestedBy, run.RequestedAt, run.Reason,
            From(run, environment), To(run), run.Release?.Commit ?? run.Ci?.Commit ?? "", run.Release?.Branch ?? run.Ci?.Branch ?? "",
            run.Release?.Artifacts ?? [], run.Changes ?? [],
            [.. run.Stages.Select(s => new CardStage(s.Name, s.State, s.Took(now), s.Words))],
            run.Gates,
            [.. run.Votes.Where(v => v.Counts).Select(v => new CardVote(v.By, v.Approves, v.Reason, v.At, v.InPlaceOf))],
            policy is null || run.Decision is null ? "" : run.Tally!.Words,
            run.Notice,
            run.Decision?.Id ?? "",
            [.. Buttons(run, current, canGoBack)]);
    }

    private static string Title(PipelineRun run)
    {
        var version = run.Release?.Version ?? run.Ci?.Version;
        var what = version is null ? (run.CiRun is { } id ? $"run {id}" : "the newest good run") : version;
        if (run.IsEmergency) return $"Emergency: deploy {run.Project} {what} to {run.Environment}";
        return run.Kind == RunKind.Rollback ? $"Roll back {run.Project} {run.Environment} to {what}" : $"Deploy {run.Project} {what} to {run.Environment}";
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
        _ => "the newest good run",
    };

    private static IEnumerable<CardButton> Buttons(PipelineRun run, RunningRelease? current, bool canGoBack)
    {
        if (run.Status == RunStatus.WaitingForApproval)
        {
            yield return run.ApprovalNeeded is { AsksForWords: true } policy
                ? new(ButtonAction.ApproveInWords, AsksFor: new([.. policy.Conditions ?? []], policy.ReasonNeeded))
                : new(ButtonAction.Approve, $"{To(run)} will replace {run.Decision?.Replaces?.ToString() ?? "nothing"} in {run.Environment}. You take responsibility for it.");
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
            yield return new(ButtonAction.Cancel, "Nothing is lost: it can be asked for again.");
        }
    }
}

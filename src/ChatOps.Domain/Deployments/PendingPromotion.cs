using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Deployments;

/// <summary>A good deployment that goes on to the next environment by itself when its time has come. One for each deployment and environment, ever.</summary>
public sealed class PendingPromotion
{
    /// <param name="from">The run that succeeded.</param>
    public PendingPromotion(PipelineRun from, long deployment, AutomaticPromotion to, DateTimeOffset now)
    {
        Project = from.Project;
        From = from.Environment;
        To = to.Environment;
        Run = from.Id;
        Deployment = deployment;
        CiRun = from.CiRun!.Value;
        Requester = from.RequestedBy;
        DueAt = now + to.Soak;
    }

    private PendingPromotion() => (Project, From, To, Requester) = (null!, null!, null!, null!);

    public long Id { get; private set; }

    public string Project { get; private set; }

    public string From { get; private set; }

    public string To { get; private set; }

    /// <summary>The run whose success it goes on from.</summary>
    public long Run { get; private set; }

    public long Deployment { get; private set; }

    public long CiRun { get; private set; }

    /// <summary>Who asked for the deployment before: the requester of what follows too.</summary>
    public Person Requester { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How it ended; empty while it waits.</summary>
    public string Words { get; private set; } = "";

    /// <summary>The promotions that follow from a run's success. A rollback goes nowhere by itself.</summary>
    public static IEnumerable<PendingPromotion> After(PipelineRun run, long deployment, DateTimeOffset now) =>
        run is not { Status: RunStatus.Succeeded, Kind: RunKind.Deploy, Release: { } release }
            ? []
            : (run.Definition.GoesOnTo ?? []).Where(to => to.IsFor(release.Branch)).Select(to => new PendingPromotion(run, deployment, to, now));

    /// <returns>Why it must not start: the environment it comes from has changed, or the settings have.</returns>
    public string? WhyNot(RunningRelease? current, Project? project)
    {
        if (current?.Deployment != Deployment) return $"{(current is null ? "nothing" : current.ToString())} runs in {From} now";
        if (project?.Find(To) is not { } to) return $"{Project} {To} is no longer in the settings";
        return string.Equals(to.Moves.From, From, StringComparison.OrdinalIgnoreCase) ? null : $"the settings no longer promote from {From} to {To}";
    }

    public AuditEvent Waits() => new("promotion.waits", Requester, $"run {CiRun} goes on from {From} to {To} at {DueAt:yyyy-MM-dd HH:mm:ss} UTC");

    public AuditEvent Starts(string words, DateTimeOffset now) => End("promotion.started", words, now);

    public AuditEvent Cancel(string why, DateTimeOffset now) => End("promotion.cancelled", why, now);

    private AuditEvent End(string what, string words, DateTimeOffset now)
    {
        if (EndedAt is not null) throw new InvalidOperationException($"Promotion {Id} has already ended: {Words}");
        EndedAt = now;
        Words = words;
        return new(what, Requester, $"run {CiRun} from {From} to {To}: {words}");
    }
}

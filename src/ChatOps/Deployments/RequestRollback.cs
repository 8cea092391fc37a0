using ChatOps.Approvals;
using ChatOps.Artifacts;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Deployments;

/// <summary>Asks for an environment to go back to a release that ran there before.</summary>
/// <param name="CiRun">Null: what ran there before the release that runs there now.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record RequestRollback(
    Project Project, EnvironmentPolicy Environment, long? CiRun, Person By, string Channel, string? Reason, Origin Origin)
    : IRequest<Reply>, IByPerson
{
    public sealed class Handler(CommitQueue commits, ArtifactStore store) : IRequestHandler<RequestRollback, Reply>
    {
        public Task<Reply> Handle(RequestRollback request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
        {
            var started = await RollBack.Start(commit, store, request.Project, request.Environment, request.CiRun, request.By, request.Channel, request.Reason);
            return Reply.Say(started);
        }, cancellationToken);
    }
}

/// <summary>What the command and the Roll back button have in common.</summary>
internal static class RollBack
{
    public static async Task<string> Start(
        Commit commit, ArtifactStore store, Project project, EnvironmentPolicy environment, long? ciRun, Person by, string channel, string? reason)
    {
        var under = await commit.Db.Runs.FirstOrDefaultAsync(r =>
            r.Project == project.Name && r.Environment == environment.Name && r.FinishedAt == null && r.Kind == RunKind.Rollback);
        if (under is not null) return Refuse($"#{under.Id} already rolls {environment.Name} back, asked for by {under.RequestedBy.Name}.", under.Id);

        var current = (await commit.Db.Environments.FindAsync(project.Name, environment.Name))?.Current;
        if (current is null) return Refuse($"Nothing runs in {environment.Name} yet, so there is nothing to roll back.");
        if (ciRun == current.CiRun) return Refuse($"{current} already runs in {environment.Name}: nothing to do.");

        var (restores, why) = ciRun is { } chosen ? await Chosen(commit, project, environment, chosen) : await Before(commit, environment, current.Deployment);
        if (restores is null) return Refuse(why);
        var release = (await commit.Db.Releases.FindAsync(restores.Release))!;
        if (release.CleanedAt is { } cleaned)
        {
            if (!store.HasAll(release))
                return Refuse($"The artifact of run {restores.CiRun} ({restores.Version}) was cleaned up on {cleaned:yyyy-MM-dd}, so it can't be rolled back to. To fetch it from CI again, if CI still has it, type: /deploy {environment.Name} run {restores.CiRun}.");
            // The very same bytes came back with another release. In this change the run pins them, so nobody cleans them up from here on.
            release.BytesAreBack(commit.Now);
        }

        var run = new PipelineRun(
            project.Name, RunDefinition.Of(project, environment), RunKind.Rollback, restores.CiRun, by, reason, commit.Now, restores);
        await commit.Add(run, channel);
        return $"#{run.Id}: rolling {project.Name} {environment.Name} back from {current} to run {restores.CiRun} ({restores.Version}). Its card comes in this channel.";

        string Refuse(string words, long? about = null)
        {
            commit.Record(new AuditEvent("rollback.refused", by, $"{project.Name} {environment.Name}: {words}"), about);
            return words;
        }
    }

    private static async Task<(Deployment?, string)> Before(Commit commit, EnvironmentPolicy environment, long current)
    {
        var now = await commit.Db.Deployments.FindAsync(current);
        return now?.Before is { } before && await commit.Db.Deployments.FindAsync(before) is { } found
            ? (found, "")
            : (null, $"Nothing ran in {environment.Name} before run {now?.CiRun}. To choose a release, type: /rollback {environment.Name} to run <id>.");
    }

    private static async Task<(Deployment?, string)> Chosen(Commit commit, Project project, EnvironmentPolicy environment, long ciRun)
    {
        var found = await commit.Db.Deployments
            .Where(d => d.Project == project.Name && d.Environment == environment.Name && d.CiRun == ciRun && d.Outcome == DeploymentOutcome.Succeeded)
            .OrderByDescending(d => d.Id).FirstOrDefaultAsync();
        return (found, $"Run {ciRun} never ran in {environment.Name}, so it can't be rolled back to. To put it there, type: /deploy {environment.Name} run {ciRun}.");
    }
}

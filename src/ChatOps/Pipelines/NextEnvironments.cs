using ChatOps.Deployments;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Pipelines;
using ChatOps.Persistence;
using ChatOps.Projects;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines;

/// <summary>A release that began at the source goes on by itself: when it has passed an environment, its run to the next one begins, in the same transaction. Gates and people decide there as always.</summary>
public sealed class NextEnvironments(ProjectCatalog projects)
{
    internal async Task Start(Commit commit, PipelineRun run)
    {
        if (run.Definition.Following.Count == 0 || projects.Find(run.Project) is not { } project) return;
        var channel = (await commit.Db.Cards.FindAsync(run.Id))!.Channel;
        var bytes = run.ArtifactToDeploy!.Digest;
        var passed = await commit.Db.Deployments.Where(d => d.Project == run.Project && d.Digest == bytes && d.Outcome == DeploymentOutcome.Succeeded)
            .Select(d => d.Environment).ToListAsync();
        foreach (var name in run.Definition.Following)
        {
            // Where several environments must come first, the last of them starts it.
            if (project.Find(name) is not { } environment || !environment.After.All(before => before == run.Environment || passed.Contains(before))) continue;
            await Deploy.Try(commit, project, environment, run.CiRun, run.RequestedBy, channel, run.Reason, goesOn: true);
        }
    }
}

using ChatOps.Deployments;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Pipelines;
using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Projects;
using ChatOps.Slack;
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
            if (project.Find(name) is not { } environment)
            {
                Tell(commit, run, $"It does not go on to {name}: the settings know no such environment of {run.Project} any more.");
                continue;
            }

            // Where several environments must come first, the last of them starts it.
            if (!environment.After.All(before => before == run.Environment || passed.Contains(before))) continue;
            var started = await Deploy.Try(commit, project, environment, run.CiRun, run.RequestedBy, channel, run.Reason, goesOn: true);
            if (started.Run is null) Tell(commit, run, $"It does not go on to {name}: {started.Words}");
        }
    }

    private static void Tell(Commit commit, PipelineRun run, string words) => commit.Db.Outbox.Add(
        new OutgoingNote { Run = run.Id, CreatedAt = commit.Now, NextTryAt = commit.Now, Note = new Note("Goes no further", words, Tone: NoteTone.Bad) });
}

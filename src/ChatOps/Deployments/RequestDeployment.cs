using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Deployments;

/// <summary>Asks for a release to be put into an environment. It starts a run, or says why not; nothing outside is asked yet.</summary>
/// <param name="CiRun">Null: the newest good one.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record RequestDeployment(
    Project Project, EnvironmentPolicy Environment, long? CiRun, Person By, string Channel, string? Reason, Origin Origin)
    : IRequest<Reply>, IByPerson
{
    /// <summary>It goes at once, past people and waiting times, if the person may; that is asked of the chat before anything begins.</summary>
    public bool IsEmergency { get; init; }

    public sealed class Handler(CommitQueue commits) : IRequestHandler<RequestDeployment, Reply>
    {
        public Task<Reply> Handle(RequestDeployment request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
        {
            var started = await Deploy.Start(commit, request.Project, request.Environment, request.CiRun, request.By, request.Channel, request.Reason, request.IsEmergency);
            return Reply.Say(started);
        }, cancellationToken);
    }
}

/// <summary>What the commands and the Retry button have in common.</summary>
internal static class Deploy
{
    public static async Task<string> Start(
        Commit commit, Project project, EnvironmentPolicy environment, long? ciRun, Person by, string channel, string? reason, bool isEmergency = false)
    {
        var what = ciRun is { } id ? $"run {id}" : "the newest good run";
        var same = await commit.Db.Runs.FirstOrDefaultAsync(r =>
            r.Project == project.Name && r.Environment == environment.Name && r.FinishedAt == null && r.Kind == RunKind.Deploy && r.CiRun == ciRun);
        if (isEmergency && environment.Emergency is null)
            return Refuse($"Nobody may break the glass for {environment.Name}: its settings name no emergency group. Without the word emergency it goes the usual way.");
        if (same is not null && (same.IsEmergency || !isEmergency)) return Refuse($"#{same.Id} already does that, asked for by {same.RequestedBy.Name}. Look at its card.", same.Id);

        var current = (await commit.Db.Environments.FindAsync(project.Name, environment.Name))?.Current;
        if (current is not null && current.CiRun == ciRun)
            return Refuse($"{current} already runs in {environment.Name}, since {current.Since:yyyy-MM-dd HH:mm} UTC: nothing to do.");

        var run = new PipelineRun(project.Name, RunDefinition.Of(project, environment), RunKind.Deploy, ciRun, by, reason, commit.Now, isEmergency: isEmergency);
        await commit.Add(run, channel);
        return $"#{run.Id}: {(isEmergency ? "emergency: " : "")}deploying {what} of {project.Name} to {environment.Name}. Its card comes in this channel.";

        string Refuse(string words, long? about = null)
        {
            commit.Record(new AuditEvent("deployment.refused", by, $"{project.Name} {environment.Name} {what}: {words}"), about);
            return words;
        }
    }
}
